using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>
/// Changes what is wanted of a running topology, waits until a plan carries it out, and says what is so now. Whoever leads
/// carries it out, so the command may be broken off without harm.
/// </summary>
internal abstract class DesiredCommand(CommandContext context) : ClusterCommand(context)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a plan may take; workers that crashed at this moment have to be found dead first.</summary>
    private TimeSpan Limit => TimeSpan.FromSeconds(10) + (2 * Node.LeaseTime);

    /// <param name="wanted">What is wanted now.</param>
    /// <returns>What is to be, or the same object where nothing is to change.</returns>
    protected abstract DesiredState Change(DesiredState wanted);

    /// <summary>What is so, once it is: <c>is inactive</c>.</summary>
    protected abstract string Done(DesiredState wanted);

    /// <summary>What was so before: <c>is inactive already</c>.</summary>
    protected abstract string Already { get; }

    protected override async Task<int> RunAsync(ICoordinationStore store, CancellationToken stop)
    {
        RunRecord run = await RunningAsync(store, stop).ConfigureAwait(false);
        bool isChanged = false;
        DesiredState? wanted = await DesiredChange.ApplyAsync(
            store,
            run.Id,
            before =>
            {
                DesiredState after = Change(before);
                isChanged = !ReferenceEquals(after, before);
                return after;
            },
            stop).ConfigureAwait(false);
        if (wanted is null)
        {
            throw Over(await store.ReadFactsAsync(stop).ConfigureAwait(false));
        }

        if (!isChanged)
        {
            Context.Console.Say($"{Context.Topology} {Already}");
            return ExitCode.Done;
        }

        return await WaitAsync(store, run, wanted, stop).ConfigureAwait(false);
    }

    /// <summary>Waits until what is wanted is so.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected virtual async Task<int> WaitAsync(ICoordinationStore store, RunRecord run, DesiredState wanted, CancellationToken stop)
    {
        ClusterFacts? facts = await UntilAsync(
            store, f => f.Run?.Id != run.Id || f.Run.Phase != RunPhase.Running || f.Plan?.Desired >= wanted.Version, Limit, stop).ConfigureAwait(false);
        if (facts is null)
        {
            Context.Console.Say(
                $"error: {Context.Topology}: the change is recorded (version {wanted.Version}), but no leader carried it out within {Duration.Text(Limit)}; status shows whether any worker lives.");
            return ExitCode.Failed;
        }

        if (facts.Run?.Id != run.Id || facts.Run.Phase != RunPhase.Running)
        {
            throw Over(facts);
        }

        Context.Console.Say($"{Context.Topology} {Done(wanted)} (generation {facts.Plan!.Token.Generation})");
        return ExitCode.Done;
    }

    /// <returns>The facts for which it holds, or null where the limit passed.</returns>
    protected async Task<ClusterFacts?> UntilAsync(
        ICoordinationStore store, Func<ClusterFacts, bool> condition, TimeSpan limit, CancellationToken stop)
    {
        long begun = Context.Time.GetTimestamp();
        while (true)
        {
            ClusterFacts facts = await store.ReadFactsAsync(stop).ConfigureAwait(false);
            if (condition(facts))
            {
                return facts;
            }

            if (Context.Time.GetElapsedTime(begun) >= limit)
            {
                return null;
            }

            await Task.Delay(Pause, Context.Time, stop).ConfigureAwait(false);
        }
    }

    private async Task<RunRecord> RunningAsync(ICoordinationStore store, CancellationToken stop)
    {
        ClusterFacts facts = await store.ReadFactsAsync(stop).ConfigureAwait(false);
        return facts.Run is { Phase: RunPhase.Running } run ? run : throw Over(facts);
    }

    private TopologyInputException Over(ClusterFacts facts) => facts.Run switch
    {
        null => new TopologyInputException($"{Context.Topology} does not run: nothing was started here yet."),
        { Phase: RunPhase.Running } other => new TopologyInputException($"{Context.Topology} was started anew meanwhile by {other.Owner}; look at its status and try again."),
        var over => new TopologyInputException($"{Context.Topology} does not run: it {RunEndings.Text(over.Phase, over.Reason)}."),
    };
}
