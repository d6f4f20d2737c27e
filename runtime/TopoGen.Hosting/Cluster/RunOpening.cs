using System.Collections.Immutable;
using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>Begins a run, goes on with a crashed one, or says who runs it.</summary>
/// <param name="topology">The topology's name.</param>
/// <param name="store">Its store.</param>
/// <param name="leaseTime">After which a silent worker is dead.</param>
/// <param name="time">The watcher's clock.</param>
/// <param name="say">Takes a line for people.</param>
internal sealed class RunOpening(string topology, ICoordinationStore store, TimeSpan leaseTime, TimeProvider time, Action<string> say)
{
    /// <summary>For whoever starts the topology as a whole.</summary>
    /// <param name="mine">The run to begin.</param>
    /// <param name="desired">What it begins with.</param>
    /// <param name="fresh">Whether a crashed run is given up.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The run that goes on: this one, or the crashed one, which has this one's owner and start then.</returns>
    /// <exception cref="TopologyInputException">Somebody runs it, or the crashed run was another build's or had other parameters.</exception>
    public async Task<RunRecord> BeginAsync(RunRecord mine, DesiredState desired, bool fresh, CancellationToken cancellation)
    {
        ClusterFacts before = await AskAsync(() => store.ReadFactsAsync(cancellation), cancellation).ConfigureAwait(false);
        bool goesOn = !fresh && before is { Committed: not null, Run.Phase: not RunPhase.Completed };
        if (goesOn && before.Run!.Phase != RunPhase.Running)
        {
            CheckParameters(before.Run, mine);
        }

        RunRecord current = await AskAsync(() => store.BeginAsync(mine, desired, null, cancellation), cancellation).ConfigureAwait(false);
        if (current.Id == mine.Id)
        {
            if (goesOn)
            {
                say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{topology} goes on from epoch {before.Committed!.Value.Number}: {Origin(before.Run!)}; --fresh would begin anew"));
            }

            return current;
        }

        if (await LifeWatch.AnyMovesAsync(store, leaseTime, time, cancellation).ConfigureAwait(false))
        {
            throw AlreadyRuns(current);
        }

        DesiredState wanted = (await AskAsync(() => store.ReadFactsAsync(cancellation), cancellation).ConfigureAwait(false)).Desired;
        if (fresh || wanted.Killed)
        {
            say(fresh
                ? $"{topology} begins anew; the run {Describe(current)} is given up"
                : $"{topology} begins anew; the run {Describe(current)} was told to stop and died");
            RunRecord begun = await AskAsync(() => store.BeginAsync(mine, desired, current.Id, cancellation), cancellation).ConfigureAwait(false);
            return begun.Id == mine.Id ? begun : throw AlreadyRuns(begun);
        }

        CheckSchema(current, mine.Schema, "start that build, or give --fresh to begin anew");
        CheckParameters(current, mine);
        RunRecord resumed = current with { Owner = mine.Owner, Started = mine.Started, AcceptLoss = mine.AcceptLoss };
        if (!await AskAsync(() => store.ResumeAsync(current, resumed, cancellation), cancellation).ConfigureAwait(false))
        {
            throw AlreadyRuns((await AskAsync(() => store.ReadFactsAsync(cancellation), cancellation).ConfigureAwait(false)).Run ?? current);
        }

        string from = before.Committed is { } epoch
            ? string.Create(CultureInfo.InvariantCulture, $"from epoch {epoch.Number}")
            : "where it crashed";
        string spouts = before.Committed is null ? "; spouts go on behind what they had reserved, and" : ";";
        say($"{topology} goes on {from}: the run {Describe(current)}{spouts} --fresh would begin anew");
        if (wanted.Workers != desired.Workers || !wanted.Parallelism.SequenceEqual(desired.Parallelism) || !wanted.Active)
        {
            say($"{topology}: what was asked for last holds, not the options: {DesiredText.Of(wanted)}; change it with rebalance, activate and deactivate");
        }

        return resumed;
    }

    /// <summary>For a worker that is started by itself: it joins whatever run there is.</summary>
    /// <exception cref="TopologyInputException">The run is another build's.</exception>
    public async Task<RunRecord> JoinAsync(RunRecord mine, DesiredState desired, CancellationToken cancellation)
    {
        RunRecord current = await AskAsync(() => store.BeginAsync(mine, desired, null, cancellation), cancellation).ConfigureAwait(false);
        CheckSchema(current, mine.Schema, "start the same build on all machines");
        return current;
    }

    /// <param name="topology">The topology's name.</param>
    /// <param name="run">The run that goes on.</param>
    /// <param name="otherwise">What to do where both are to run.</param>
    public static TopologyInputException AlreadyRuns(string topology, RunRecord run, string otherwise)
        => new($"{topology} runs already: the run {Describe(run)}; stop that one first (kill), or {otherwise}.");

    /// <summary>What a run that goes on comes from: <c>the run of …</c>, or the savepoint that was restored.</summary>
    public static string Origin(RunRecord run)
        => run.Savepoint is { } taken
            ? string.Create(CultureInfo.InvariantCulture, $"the savepoint taken {taken.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z of the run {Describe(run)}")
            : $"the run {Describe(run)}";

    /// <summary>Who began a run, and when: <c>of 'run' on host, process 77 since 2026-01-02 03:04:05Z</c>.</summary>
    public static string Describe(RunRecord run)
        => string.Create(CultureInfo.InvariantCulture, $"of {run.Owner} since {run.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");

    private Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellation) => PatientCall.AskAsync(call, time, cancellation);

    private TopologyInputException AlreadyRuns(RunRecord run) => AlreadyRuns(topology, run, "give this one another --redis-prefix");

    private void CheckSchema(RunRecord run, ulong schema, string advice)
    {
        if (run.Schema != schema)
        {
            throw new TopologyInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{topology}: the run {Describe(run)} has the schema hash {run.Schema:x16}, this build {schema:x16}; {advice}."));
        }
    }

    private void CheckParameters(RunRecord run, RunRecord mine)
    {
        foreach ((string name, ImmutableArray<string> given) in mine.Parameters)
        {
            ImmutableArray<string> had = run.Parameters.GetValueOrDefault(name, []);
            if (!had.SequenceEqual(given))
            {
                string before = had.IsEmpty ? "none" : $"'{string.Join(' ', had)}'";
                throw new TopologyInputException(
                    $"{topology}: {name} is '{string.Join(' ', given)}', but the run {Describe(run)}, which would go on, has {before}; leave it out to go on with that one, or give --fresh to begin anew.");
            }
        }
    }
}
