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
    /// <summary>A chain of so many blobs begins anew with all entries; which length exactly depends on the group, so that not all do in one epoch.</summary>
    private const int ShortestChain = 6;

    private static readonly ImmutableHashSet<int> None = [];

    private readonly SortedDictionary<int, ImmutableArray<BlobReference>> _chains = [];
    private TaskCapture? _frozen;

    public TaskState State => state;

    /// <summary>Keeps the fields as they are now for captures to come: a call that changes them is under way, and its emits are not out.</summary>
    public void Freeze() => _frozen = state.Capture(None);

    /// <summary>The call is over.</summary>
    public void Thaw()
    {
        _frozen?.Dispose();
        _frozen = null;
    }

    /// <summary>Copies what the task adds to an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="hasEnded">Whether its input is over.</param>
    public TaskContribution Capture(EpochId epoch, bool hasEnded)
    {
        TaskCapture capture = _frozen ?? state.Capture(Full());
        _frozen = null;
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
            Fields = capture.Fields is { } fields ? Add(BlobKind.Task, task.Index, fields.Content, fields.Count) : null,
            Groups = [.. _chains.Select(c => new GroupEntry(c.Key, c.Value))],
        };
        return new TaskContribution(epoch, entry, blobs.ToImmutable(), capture);

        BlobReference Add(BlobKind kind, int index, ReadOnlyMemory<byte> content, int count)
        {
            var name = new BlobName(epoch, task.Component, kind, index);
            blobs.Add(new Blob(name, content));
            return BlobReference.Of(name, content.Span, count);
        }
    }

    /// <summary>Loads a key group that this task owns.</summary>
    /// <param name="entry">Its blobs.</param>
    /// <param name="contents">Their contents, verified, in the same order.</param>
    public void Load(GroupEntry entry, IEnumerable<ReadOnlyMemory<byte>> contents)
    {
        foreach (ReadOnlyMemory<byte> content in contents)
        {
            state.LoadGroup(entry.Group, content.Span);
        }

        _chains[entry.Group] = entry.Chain;
    }

    /// <summary>Groups whose changes are many or large beside what they change: they are written in full.</summary>
    private HashSet<int> Full()
        => [.. _chains.Where(c => c.Value.Length >= ShortestChain + (c.Key % ShortestChain) || c.Value.Skip(1).Sum(b => (long)b.Length) > c.Value[0].Length).Select(c => c.Key)];
}
