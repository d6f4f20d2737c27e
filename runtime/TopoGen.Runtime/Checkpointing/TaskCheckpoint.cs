using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// One task's part in the topology's checkpoints: which blobs hold its key groups, and what it adds to an epoch. Used on the
/// task's executor, and before it runs.
/// </summary>
/// <remarks>
/// What was captured stays captured: within a generation an epoch ends by being committed, and a new generation loads everything anew.
/// So the marks of what has changed go with the copy, and nothing has to be undone where an upload takes long.
/// </remarks>
internal sealed class TaskCheckpoint(TaskId task, int parallelism, TaskState state)
{
    /// <summary>
    /// A chain of so many blobs, and up to as many more, begins anew with all entries; which length exactly depends on the group, so that not all
    /// do in one epoch.
    /// </summary>
    private const int ShortestChain = 16;

    /// <summary>In one of so many epochs chains may begin anew: to find all entries of one group costs a walk over those of all groups.</summary>
    private const int Together = 4;

    /// <summary>Fields of so many bytes are compared with what was written last: most tasks of an idle topology write nothing.</summary>
    private const int MostCompared = 4096;

    private static readonly HashSet<int> None = [];

    private readonly SortedDictionary<int, ImmutableArray<BlobReference>> _chains = [];

    /// <summary>Groups of which the tables hold something that no chain tells.</summary>
    private readonly HashSet<int> _strays = [];
    private BlobReference? _fields;
    private byte[] _written = [];
    private byte[] _frozen = [];
    private int _frozenLength;
    private bool _isFrozen;

    public TaskState State => state;

    /// <summary>
    /// Keeps the fields as they are now for all captures until <see cref="Thaw"/>: a call that changes them is under way, perhaps on
    /// another thread, and its emits are not out.
    /// </summary>
    /// <exception cref="TupleFormatException">A value cannot be encoded.</exception>
    public void Freeze()
    {
        if (state.Fields > 0)
        {
            byte[] buffer = _frozen;
            _frozen = [];
            _frozen = state.CopyFields(buffer, out _frozenLength);
            _isFrozen = true;
        }
    }

    /// <summary>The call is over, and what it emitted goes out.</summary>
    public void Thaw() => _isFrozen = false;

    /// <summary>The call failed or was broken off, and what it emitted is dropped: the fields are again what they were before it.</summary>
    public void TakeBack()
    {
        if (_isFrozen)
        {
            _isFrozen = false;
            state.LoadFields(_frozen.AsSpan(0, _frozenLength));
        }
    }

    /// <summary>Copies what the task adds to an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="hasEnded">Whether its input is over.</param>
    public TaskContribution Capture(EpochId epoch, bool hasEnded)
    {
        TaskCapture capture = state.Capture((epoch.Number + task.Index) % Together == 0 ? Due() : None, withFields: !_isFrozen);
        CapturedFields? kept = _isFrozen ? new CapturedFields(_frozen.AsSpan(0, _frozenLength).ToArray(), state.Fields) : capture.Fields;
        var blobs = ImmutableArray.CreateBuilder<Blob>();
        foreach (CapturedGroup group in capture.Groups)
        {
            BlobReference written = Add(BlobKind.KeyGroup, group.Group, group.Content, group.Count);
            ImmutableArray<BlobReference> chain = group.IsFull ? [] : _chains.GetValueOrDefault(group.Group, []);
            if (group.IsFull && group.Count == 0)
            {
                _chains.Remove(group.Group);
            }
            else
            {
                _chains[group.Group] = chain.Add(written);
            }
        }

        var entry = new TaskEntry
        {
            Component = task.Component,
            Index = task.Index,
            Parallelism = parallelism,
            HasEnded = hasEnded,
            Fields = kept is { } fields ? Fields(fields) : null,
            Groups = [.. _chains.Select(c => new GroupEntry(c.Key, c.Value))],
        };
        return new TaskContribution(epoch, entry, blobs.ToImmutable(), capture);

        BlobReference Fields(CapturedFields fields)
        {
            if (_fields is null || fields.Content.Length > MostCompared || !fields.Content.Span.SequenceEqual(_written))
            {
                Wrote(Add(BlobKind.Task, task.Index, fields.Content, fields.Count), fields.Content.Span);
            }

            return _fields!.Value;
        }

        BlobReference Add(BlobKind kind, int index, ReadOnlyMemory<byte> content, int count)
        {
            var name = new BlobName(epoch, task.Component, kind, index);
            blobs.Add(new Blob(name, content));
            return BlobReference.Of(name, content.Span, count);
        }
    }

    /// <summary>The task does nothing more: from now on it tells what it holds of other epochs.</summary>
    public void Retire()
    {
        bool[] changed = state.Changed();
        for (int group = 0; group < changed.Length; group++)
        {
            if (changed[group])
            {
                _chains.Remove(group);
                _strays.Add(group);
            }
        }
    }

    /// <summary>Takes over what the tables of a task of the same component hold, retired or never run, which is of no use any more then. This one is new.</summary>
    public void Adopt(TaskCheckpoint former)
    {
        foreach ((int group, ImmutableArray<BlobReference> chain) in former._chains)
        {
            _chains[group] = chain;
        }

        _strays.UnionWith(former._strays);
        (_fields, _written) = (former._fields, former._written);
        state.Adopt(former.State);
    }

    /// <summary>How many blobs of a key group's chain the tables hold already, and nothing else of it. Where it is none, the group has to be loaded as a whole.</summary>
    public int Held(GroupEntry wanted)
        => _chains.TryGetValue(wanted.Group, out ImmutableArray<BlobReference> chain)
            && chain.Length <= wanted.Chain.Length
            && chain.AsSpan().SequenceEqual(wanted.Chain.AsSpan()[..chain.Length])
                ? chain.Length
                : 0;

    /// <summary>Whether it knows the content of a blob of fields.</summary>
    public bool Holds(BlobReference fields) => _fields == fields && _written.Length == fields.Length;

    /// <summary>Drops all that is not part of an epoch, whose groups are loaded then.</summary>
    /// <param name="wanted">The groups that this task has in the epoch.</param>
    public void Drop(IReadOnlyCollection<GroupEntry> wanted)
    {
        HashSet<int> kept = [.. wanted.Where(g => Held(g) > 0).Select(g => g.Group)];
        bool[] dropped = state.NoGroups();
        foreach (int group in _chains.Keys.Except(kept).Concat(_strays).ToArray())
        {
            dropped[group] = true;
            _chains.Remove(group);
        }

        _strays.Clear();
        state.Forget(dropped);
    }

    /// <summary>Loads the fields.</summary>
    /// <param name="written">Their blob.</param>
    /// <param name="content">What it holds, verified; where it <see cref="Holds"/> that, it is not asked.</param>
    public void Load(BlobReference written, Func<BlobReference, ReadOnlyMemory<byte>> content)
    {
        ReadOnlyMemory<byte> fields = Holds(written) ? _written : content(written);
        state.LoadFields(fields.Span);
        Wrote(written, fields.Span);
    }

    /// <summary>Loads what it does not hold of a key group that this task owns, after <see cref="Drop"/>.</summary>
    /// <param name="entry">Its blobs.</param>
    /// <param name="content">What each of them holds, verified.</param>
    public void Load(GroupEntry entry, Func<BlobReference, ReadOnlyMemory<byte>> content)
    {
        int held = Held(entry);
        if (held == entry.Chain.Length)
        {
            return;
        }

        // Until all is loaded, no chain tells what there is.
        _chains.Remove(entry.Group);
        _strays.Add(entry.Group);
        foreach (BlobReference blob in entry.Chain.Skip(held))
        {
            state.LoadGroup(entry.Group, content(blob).Span);
        }

        _strays.Remove(entry.Group);
        _chains[entry.Group] = entry.Chain;
    }

    private void Wrote(BlobReference fields, ReadOnlySpan<byte> content)
    {
        _fields = fields;
        _written = content.Length <= MostCompared ? content.ToArray() : [];
    }

    /// <summary>Groups whose changes are many or large beside what they change: they are written in full.</summary>
    private HashSet<int> Due()
        => [.. _chains.Where(c => c.Value.Length >= ShortestChain + (c.Key % ShortestChain) || c.Value.Skip(1).Sum(static b => (long)b.Length) > c.Value[0].Length).Select(c => c.Key)];
}
