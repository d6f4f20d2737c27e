using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>Holds what calls emit until the outermost one is over, before a port from which nothing can be taken back.</summary>
internal sealed class HeldOutput<T> : Output<T>, IUndoable, IHolding
{
    private readonly Output<T> _target;
    private readonly Journal _journal;
    private readonly int _most;
    private readonly UndoLog<int> _begun;
    private readonly List<T> _held = [];

    /// <param name="target">Where it goes then.</param>
    /// <param name="journal">The executor's.</param>
    /// <param name="most">How much a call may emit.</param>
    public HeldOutput(Output<T> target, Journal journal, int most)
    {
        _target = target;
        _journal = journal;
        _most = most;
        _begun = new UndoLog<int>(journal);
        journal.Register(this);
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(scoped in T tuple)
    {
        if (_journal.Running == 0)
        {
            _target.Send(in tuple);
            return;
        }

        if (_held.Count == _most)
        {
            throw new InvalidOperationException($"One call emitted more than {_most:N0} times to one place; emit less per call, or raise OutboxLimit.");
        }

        if (!_begun.Knows)
        {
            if (_held.Count == 0)
            {
                _journal.Hold(this);
            }

            _begun.Add() = _held.Count;
        }

        _held.Add(tuple);
    }

    void IUndoable.Undo(long call)
    {
        while (_begun.TryTake(call, out int count))
        {
            CollectionsMarshal.SetCount(_held, count);
        }
    }

    void IHolding.LetGo()
    {
        foreach (ref readonly T tuple in CollectionsMarshal.AsSpan(_held))
        {
            _target.Send(in tuple);
        }

        _held.Clear();
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
