using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>The number of the call under which the last entry was kept; 0 where there is none. Below that of the outermost call, all are of no use any more.</summary>
    private long _latest;

    /// <inheritdoc cref="Journal.Running"/>
    public long Running
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => journal.Running;
    }

    /// <summary>Whether what was before the call that runs is known; nothing needs to be where no call does.</summary>
    public bool Knows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => KnowsOf(journal.Running);
    }

    /// <summary>What was kept since the outermost call began, and may yet be taken; empty where no call runs.</summary>
    public Span<(long Call, T Before)> Live
        => journal.Running != 0 && _latest >= journal.Outermost ? _entries.AsSpan(0, _count) : [];

    /// <summary>Whether what was before a call is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool KnowsOf(long call) => _latest >= call;

    /// <summary>
    /// The place for what is, before it is changed, which the caller writes there at once, all of it. A call must run. A place rather than a value: a value of
    /// several fields that is made elsewhere and then copied as a whole waits until all that was written before has reached the cache.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Add() => ref AddFor(journal.Running);

    /// <inheritdoc cref="Add()"/>
    /// <param name="call">The call that runs, or an outer one. What is kept must not belong to later ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T AddFor(long call)
    {
        if (_latest >= journal.Outermost)
        {
            return ref AddMore(call);
        }

        // What is kept belongs to calls that are over.
        if (_count != 1)
        {
            Forget();
        }

        ref (long Call, T Before) entry = ref MemoryMarshal.GetArrayDataReference(_entries);
        entry.Call = _latest = call;
        return ref entry.Before;
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
    private ref T AddMore(long call)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
        }

        _latest = call;
        ref (long Call, T Before) entry = ref _entries[_count++];
        entry.Call = call;
        return ref entry.Before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget()
    {
        if (_entries.Length > MostKept)
        {
            _entries = new (long, T)[First];
        }
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            _entries.AsSpan(0, _count).Clear();
        }

        _count = 1;
    }
}
