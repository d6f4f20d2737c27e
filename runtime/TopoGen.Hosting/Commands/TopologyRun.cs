using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>The <c>run</c> command: builds the container, runs the topology once, and says how it ended.</summary>
internal sealed class TopologyRun(CommandContext context, TopologyPlan plan)
{
    /// <param name="stop">Drains the run as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        (TopologyOutcome outcome, string summary) = await RunHostAsync(stop).ConfigureAwait(false);

        // After the host: services may have something to say when they are disposed of, and this is the last word.
        context.Console.Say(summary);
        return outcome == TopologyOutcome.DrainTimedOut ? ExitCode.DrainTimedOut : ExitCode.Done;
    }

    private async Task<(TopologyOutcome Outcome, string Summary)> RunHostAsync(CancellationToken stop)
    {
        // Never disposed of: a signal may come in the very moment in which the run ends.
        var drain = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var signals = new StopSignals(() => Drain(drain), StopAtOnce);
        using IHost host = TopologyContainer.Build(context, context.Settings);
        await using var disposal = (IAsyncDisposable)host;
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(drain.Cancel);
        using var engine = new TopologyEngine(
            plan, host.Services, host.Services.GetRequiredService<ILoggerFactory>(), context.Time, host.Services.GetService<IMeterFactory>());
        TopologyOutcome outcome;
        TimeSpan elapsed;
        await using (LiveDisplay.Start(context.Console, engine.Snapshot, () => null, context.Time))
        {
            long begun = context.Time.GetTimestamp();
            outcome = await engine.RunAsync(drain.Token).ConfigureAwait(false);
            elapsed = context.Time.GetElapsedTime(begun);
        }

        // Nothing is left to drain.
        signals.Dispose();
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return (outcome, Summary(engine, outcome, elapsed));
    }

    private void Drain(CancellationTokenSource drain)
    {
        context.Console.Say(
            $"stopping: finishing what was read, for at most {Duration.Text(plan.Options.DrainTimeout)}; a second signal stops at once");
        drain.Cancel();
    }

    private void StopAtOnce()
    {
        context.Console.Say("stopped at once; work in progress is lost");
        Environment.Exit(ExitCode.DrainTimedOut);
    }

    private string Summary(TopologyEngine engine, TopologyOutcome outcome, TimeSpan elapsed)
    {
        string how = outcome switch
        {
            TopologyOutcome.Completed => "completed",
            TopologyOutcome.Drained => "stopped and drained",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"stopped: the drain limit of {Duration.Text(plan.Options.DrainTimeout)} passed, {PlanNames.Count(engine.Abandoned, "tuple")} left"),
        };
        return RunSummary.Of(plan.Definition, how, elapsed, engine.Snapshot());
    }
}
