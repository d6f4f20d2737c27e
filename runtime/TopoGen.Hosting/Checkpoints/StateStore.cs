using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>A store of a topology's epochs, and what is noted beside them: which run they came of, and that the newest are here.</summary>
internal abstract class StateStore : IAsyncDisposable
{
    public abstract ICheckpointStore Checkpoints { get; }

    /// <summary>Where it is, for people: <c>the data folder '/x'</c>.</summary>
    public abstract string Place { get; }

    /// <summary>What to type to go on with what it holds: <c>run --workers N</c>.</summary>
    public abstract string NextRun { get; }

    /// <summary>How a data folder says that its newest epoch is in here.</summary>
    public abstract StoreMarker Marker { get; }

    /// <summary>The run that its epochs came of; null where nobody knows.</summary>
    public abstract Task<RunRecord?> ReadRunAsync(CancellationToken cancellation);

    /// <exception cref="TopologyInputException">The topology runs.</exception>
    public abstract Task CheckAtRestAsync(CancellationToken cancellation);

    /// <summary>Notes the run of an epoch that is about to be put here.</summary>
    /// <exception cref="TopologyInputException">The topology was started meanwhile.</exception>
    public abstract Task NoteAsync(RunRecord run, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
