using System.Runtime.CompilerServices;

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

    /// <inheritdoc cref="RingOutput{T}.Roots"/>
    public RootRunWriter? Roots => _ring.Roots;

    /// <inheritdoc cref="RingOutput{T}.Position"/>
    public long Position => _ring.Position;

    internal override long Sent => _ring.Sent;

    internal override long Transferred => _ring.Transferred;

    public override void Send(scoped in T tuple)
    {
        ref T slot = ref Take(_begun.Running, out _);
        if (Unsafe.IsNullRef(ref slot))
        {
            SendKept(in tuple);
        }
        else
        {
            WordCopy.Copy(in tuple, ref slot);
        }
    }

    public override void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);

    /// <inheritdoc cref="RingOutput{T}.Take"/>
    /// <param name="call">The call that emits: the one that runs, or an outer one; 0 where none does.</param>
    /// <param name="sequence">That of the tuple.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Take(long call, out long sequence)
    {
        ref T slot = ref _ring.Take(out sequence);
        if (!_begun.KnowsOf(call))
        {
            _begun.AddFor(call) = sequence;
        }

        return ref slot;
    }

    /// <summary>Sends a tuple for which <see cref="Take"/> had no place.</summary>
    public void SendKept(scoped in T tuple) => _ring.Send(in tuple);

    void IUndoable.Undo(long call)
    {
        while (_begun.TryTake(call, out long position))
        {
            _ring.CutTo(position);
        }
    }

    internal override void Control(ControlSignal signal) => _ring.Control(signal);
}
