using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>What was before, for one thing that calls change: a stack of copies, each with the number of the call that made it necessary.</summary>
/// <param name="journal">The executor's, with which its owner is registered.</param>
internal sealed class UndoLog<T>(Journal journal)
{
    private const int First = 16;

    /// <summary>An array longer than this is not kept for the next call.</summary>
    private const int MostKept = 64 * 1024;

    private (long Call, T Before)[] _entries = new (long, T)[First];
    private int _count;

    /// <summary>The number of the call under which the last entry was kept; 0 where there is none.</summary>
    private long _latest;

    /// <summary>The outermost call that the entries belong to.</summary>
    private long _outermost;

    /// <summary>Whether what was before the call that runs is known; nothing needs to be where no call does.</summary>
    public bool Knows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _latest >= journal.Running;
    }

    /// <summary>What was kept since the outermost call began, and may yet be taken; empty where no call runs.</summary>
    public Span<(long Call, T Before)> Live
        => journal.Running != 0 && _outermost == journal.Outermost ? _entries.AsSpan(0, _count) : [];

    /// <summary>Keeps what is, before it is changed. A call must run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T before)
    {
        if (_outermost != journal.Outermost)
        {
            Restart();
        }

        int count = _count;
        (long Call, T Before)[] entries = _entries;
        if (count == entries.Length)
        {
            entries = Grow();
        }

        ref (long Call, T Before) entry = ref entries[count];
        entry.Call = _latest = journal.Running;
        entry.Before = before;
        _count = count + 1;
    }

    /// <summary>What was before the outermost call changed it.</summary>
    /// <returns>False where it has not, or no call runs.</returns>
    public bool TryFirst([MaybeNullWhen(false)] out T before)
    {
        Span<(long Call, T Before)> live = Live;
        before = live.IsEmpty ? default : live[0].Before;
        return !live.IsEmpty;
    }

    /// <summary>Takes the latest of what was kept since a call began.</summary>
    public bool TryTake(long call, [MaybeNullWhen(false)] out T before)
    {
        if (_count == 0 || _entries[_count - 1].Call < call)
        {
            before = default;
            return false;
        }

        before = _entries[--_count].Before;
        _latest = _count == 0 ? 0 : _entries[_count - 1].Call;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (long Call, T Before)[] Grow()
    {
        Array.Resize(ref _entries, 2 * _count);
        return _entries;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Restart()
    {
        if (_entries.Length > MostKept)
        {
            _entries = new (long, T)[First];
        }
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() && _count > 1)
        {
            // The first one is written now.
            Array.Clear(_entries, 1, _count - 1);
        }

        _count = 0;
        _outermost = journal.Outermost;
    }
}
