using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>The command <c>kill</c>: spouts stop, what was read is finished within the wait, and the run is over. Its code is that of the run.</summary>
internal sealed class KillCommand(CommandContext context) : DesiredCommand(context)
{
    /// <summary>What a leader may need beyond the wait, if it has to be found first.</summary>
    private TimeSpan Limit => Context.Invocation.Wait + TimeSpan.FromSeconds(10) + (2 * Node.LeaseTime);

    protected override string Already => "is being stopped already";

    protected override DesiredState Change(DesiredState wanted)
        => wanted with { Killed = true, KillWait = (long)Context.Invocation.Wait.TotalMilliseconds };

    protected override string Done(DesiredState wanted) => Already;

    protected override async Task<int> WaitAsync(ICoordinationStore store, RunRecord run, DesiredState wanted, CancellationToken stop)
    {
        ClusterFacts? facts = await UntilAsync(store, f => f.Run?.Id != run.Id || f.Run.Phase != RunPhase.Running, Limit, stop).ConfigureAwait(false);
        if (facts?.Run is not { } end)
        {
            Context.Console.Say(
                $"error: {Context.Topology}: the request to stop is recorded (version {wanted.Version}), but no leader ended the run within {Duration.Text(Limit)}; status shows whether any worker lives.");
            return ExitCode.Failed;
        }

        if (end.Id != run.Id)
        {
            Context.Console.Say($"{Context.Topology} is over, and was started anew by {end.Owner}");
            return ExitCode.Done;
        }

        Context.Console.Say($"{Context.Topology} {RunEndings.Text(end.Phase, end.Reason)}");
        return RunEndings.ExitCodeOf(end.Phase);
    }
}
