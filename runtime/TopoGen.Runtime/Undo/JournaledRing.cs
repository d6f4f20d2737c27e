namespace TopoGen.Runtime;

/// <summary>Writes into a ring what calls emit that may be undone: where each began is kept, and what it emitted is cut off again.</summary>
internal sealed class JournaledRing<T> : Output<T>, IUndoable
{
    private readonly RingOutput<T> _ring;
    private readonly UndoLog<long> _begun;

    public JournaledRing(RingOutput<T> ring, Journal journal)
    {
        _ring = ring;
        _begun = new UndoLog<long>(journal);
        journal.Register(this);
        ring.Begun = _begun;
    }

    internal override long Sent => _ring.Sent;

    internal override long Transferred => _ring.Transferred;

    public override void Send(scoped in T tuple)
    {
        if (!_begun.Knows)
        {
            _begun.Add(_ring.Position);
        }

        _ring.Send(in tuple);
    }

    void IUndoable.Undo(long call)
    {
        while (_begun.TryTake(call, out long position))
        {
            _ring.CutTo(position);
        }
    }

    internal override void Control(ControlSignal signal) => _ring.Control(signal);
}
