using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// What a leader remembers from one reading of the facts to the next. It may all be forgotten: a successor begins with none of it,
/// waits a little longer, and decides the same. Immutable.
/// </summary>
internal sealed record LeaderState
{
    /// <param name="run">The run.</param>
    /// <param name="worker">The leader's id.</param>
    /// <param name="token">What it was granted.</param>
    /// <param name="highest">The highest generation it has ever seen.</param>
    /// <param name="predecessor">Its watch so far over the worker that led before, if there was one: it goes on, and need not begin anew.</param>
    public static LeaderState Begin(string run, string worker, FencingToken token, long highest, LeaseWatch? predecessor)
        => new()
        {
            Run = run,
            Worker = worker,
            Nonce = token.Nonce,
            Highest = Math.Max(highest, token.Generation),
            Watches = predecessor is { } watch
                ? ImmutableDictionary<string, LeaseWatch>.Empty.Add(watch.Value.Holder, watch)
                : ImmutableDictionary<string, LeaseWatch>.Empty,
        };

    public required string Run { get; init; }

    public required string Worker { get; init; }

    /// <summary>
    /// The same in all tokens of one term, so that a plan whose publishing was not answered is known again as its own. The generation
    /// rises with every attempt, so that no two plans share a token.
    /// </summary>
    public required ulong Nonce { get; init; }

    /// <summary>The highest generation ever seen or tried.</summary>
    public required long Highest { get; init; }

    /// <summary>When it read the facts for the first time.</summary>
    public TimeSpan? Began { get; init; }

    /// <summary>The generation of the newest plan that it has seen in the store, or in the report of a worker.</summary>
    public long PlanSeen { get; init; }

    /// <summary>By worker id.</summary>
    public ImmutableDictionary<string, LeaseWatch> Watches { get; init; } = ImmutableDictionary<string, LeaseWatch>.Empty;

    /// <summary>Since when each worker is known to hold its lease, by what it says itself where that is longer ago than it was seen for the first time.</summary>
    public ImmutableDictionary<string, TimeSpan> FirstSeen { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>When each worker last held a lease or was in the plan; of the last <see cref="GoneWorkers.Grace"/>.</summary>
    public ImmutableDictionary<string, TimeSpan> LastSeen { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>When the metrics of workers that are gone were last folded.</summary>
    public TimeSpan? Folded { get; init; }

    /// <summary>Until when a process gets no tasks, by its id.</summary>
    public ImmutableDictionary<string, TimeSpan> CoolDowns { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>Since when a link has been silent without a break, by reporter and peer.</summary>
    public ImmutableDictionary<LinkReport, TimeSpan> Silent { get; init; } = ImmutableDictionary<LinkReport, TimeSpan>.Empty;

    public QuietWatch? Quiet { get; init; }

    /// <summary>Since when an inactive plan waits for its workers to run it, before it becomes active.</summary>
    public TimeSpan? Waking { get; init; }

    /// <summary>For a topology that keeps epochs: since when sources are to wait for the epoch after which tasks are moved.</summary>
    public TimeSpan? Resting { get; init; }

    /// <summary>When tasks were last given to workers because those had joined.</summary>
    public TimeSpan? Gathered { get; init; }

    /// <summary>When it was first seen that the run is to stop.</summary>
    public TimeSpan? Killed { get; init; }

    /// <summary>Dead workers whose losses were reported.</summary>
    public ImmutableHashSet<string> Mourned { get; init; } = [];

    /// <summary>The last version of the desired state that could not be carried out.</summary>
    public long Refused { get; init; } = -1;
}
