using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>Lets something happen at a moment of an epoch: when the store has carried out what makes it, and before its answer.</summary>
internal sealed class Moments(SimulatedCluster cluster)
{
    private readonly List<(Moment At, Action Then)> _due = [];
    private long _committed;
    private EpochId? _reported;

    /// <summary>Once, at the next such moment.</summary>
    public void Next(Moment at, Action then) => _due.Add((at, then));

    /// <summary>Whose call has made the last moment.</summary>
    public SimulatedWorker? Caller { get; private set; }

    /// <param name="what">The call that was carried out.</param>
    /// <param name="caller">Whose call it was.</param>
    public void Look(string what, SimulatedWorker caller)
    {
        Caller = caller;
        if (what == nameof(IEpochBoard.AnnounceAsync))
        {
            Come(Moment.Announced);
        }
        else if (what == nameof(IEpochBoard.ReportAsync) && IsReported())
        {
            Come(Moment.Reported);
        }
        else if (what == nameof(ISink<>.ApplyAsync))
        {
            Come(Moment.Applied);
        }
        else if (cluster.Commits.Count > _committed)
        {
            _committed = cluster.Commits.Count;
            Come(Moment.Committed);
        }
    }

    private bool IsReported()
    {
        (EpochId? attempt, int count) = cluster.Store.Look(d => (d.Attempt, d.Reports.Where(r => r.Epoch == d.Attempt).DistinctBy(r => (r.Entry.Component, r.Entry.Index)).Count()));
        if (attempt is null || attempt == _reported || cluster.Facts.Plan is not { } plan || count < PlanTasks.Of(plan).Count())
        {
            return false;
        }

        _reported = attempt;
        return true;
    }

    private void Come(Moment moment)
    {
        Action[] due = [.. _due.Where(d => d.At == moment).Select(d => d.Then)];
        _due.RemoveAll(d => d.At == moment);
        foreach (Action then in due)
        {
            then();
        }
    }
}
