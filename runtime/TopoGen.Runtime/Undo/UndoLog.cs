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

    /// <summary>Keeps what is, before it is changed. A call must run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T before) => Add(in before, journal.Running);

    /// <summary>Keeps what is, before it is changed on behalf of a call that is not the one at hand: an outer one. It must not know of later ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T before, long call)
    {
        if (_latest >= journal.Outermost)
        {
            AddMore(in before, call);
            return;
        }

        // What is kept belongs to calls that are over.
        if (_count > 1)
        {
            Forget();
        }

        ref (long Call, T Before) entry = ref MemoryMarshal.GetArrayDataReference(_entries);
        entry.Call = _latest = call;
        entry.Before = before;
        _count = 1;
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
    private void AddMore(in T before, long call)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
        }

        _latest = call;
        _entries[_count++] = (call, before);
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
            // The first one is written now.
            Array.Clear(_entries, 1, _count - 1);
        }
    }
}
