using System.Collections.Immutable;
using TopoGen.Runtime;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Benchmarks;

/// <summary>A task with state of 100 bytes a key, of which some is changed before each epoch; captured as the engine does it.</summary>
internal sealed class DirtyKeys : BoltTask
{
    private const int KeyGroups = 256;

    private static readonly ComponentDefinition Definition = new()
    {
        Name = "Dirty",
        Kind = ComponentKind.Bolt,
        Type = typeof(DirtyKeys),
        CreateTask = static _ => throw new InvalidOperationException("No engine makes it."),
        States = [new StateDefinition("visits", "long", "VisitState") { Layout = "VisitState by long" }],
    };

    private readonly KeyedTable<long, VisitState, NumberKey> _table = new();
    private readonly TaskCheckpoint _checkpoint;
    private readonly int _keys;
    private long _epoch;

    public DirtyKeys(int keys)
    {
        _keys = keys;
        _checkpoint = new TaskCheckpoint(new TaskId(Definition.Name, 0, 1), 1, new TaskState(this, Definition, KeyGroups, TimeProvider.System));
        Touch(keys);
        Capture().Capture.Dispose();
    }

    public override object Component => this;

    /// <summary>Changes every n-th key, so that there are so many.</summary>
    public void Touch(int keys)
    {
        int step = _keys / keys;
        for (int i = 0; i < keys; i++)
        {
            _table.GetOrAdd((long)i * step).Visit(_epoch);
        }
    }

    /// <returns>To be disposed of.</returns>
    public TaskContribution Capture() => _checkpoint.Capture(new EpochId(1, new FencingToken(1, 1), ++_epoch), hasEnded: false);

    /// <summary>What an epoch writes in which all of so many keys have changed.</summary>
    public static ImmutableArray<Blob> Blobs(int keys)
    {
        var table = new DirtyKeys(keys);
        table.Touch(keys);
        TaskContribution contribution = table.Capture();
        ImmutableArray<Blob> blobs = [.. contribution.Blobs.Select(static blob => blob with { Content = blob.Content.ToArray() })];
        contribution.Capture.Dispose();
        return blobs;
    }

    public override StateTable[] CreateTables()
        => [new StateTable<long, VisitState, NumberKey, Blittable<long>, StateStructCodec<VisitState>>("visits", _table)];
}
