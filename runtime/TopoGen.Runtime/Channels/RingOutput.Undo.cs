using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <content>Taking back what a call wrote that has thrown.</content>
internal sealed partial class RingOutput<T>
{
    /// <summary>Where the calls that run began to write, where they may be undone: what follows is not published before the outermost one is over.</summary>
    public UndoLog<long>? Begun { get; set; }

    /// <summary>What is said of the tuples beside the ring, where anything is.</summary>
    public RootRunWriter? Roots { get; init; }

    /// <summary>The sequence of the next tuple, those that wait for room included.</summary>
    public long Position => _sequences.Written + _overflow.Count;

    /// <summary>Cuts off all tuples from a position on, none of which is published.</summary>
    public void CutTo(long position)
    {
        Roots?.Cut(position);
        bool hadOverflow = HasOverflow;
        if (hadOverflow)
        {
            CutOverflow((int)Math.Max(0, position - _sequences.Written));
        }

        if (position < _sequences.Written)
        {
            CutSlots(position);
        }

        if (hadOverflow && !HasOverflow)
        {
            Reopen();
        }
    }

    private void CutOverflow(int kept)
    {
        T[] first = [.. _overflow.Take(kept)];
        _overflow.Clear();
        foreach (T tuple in first)
        {
            _overflow.Enqueue(tuple);
        }
    }

    private void CutSlots(long position)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            for (long sequence = position; sequence < _sequences.Written; sequence++)
            {
                Slot(sequence) = default!;
            }
        }

        Volatile.Write(ref _sequences.Written, position);
        _copied = Math.Min(_copied, position);
        if (_sequences.Stop != 0)
        {
            SetStop();
        }
    }
}
