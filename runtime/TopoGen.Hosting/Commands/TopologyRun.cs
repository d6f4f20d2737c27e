using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>
/// The <c>run</c> command in one process: goes on from what the data folder keeps, where the topology has epochs, runs it once, and says how
/// it ended.
/// </summary>
internal sealed class TopologyRun(CommandContext context, NodeOptions node, TopologyPlan plan)
{
    private TopologyEngine? _engine;

    /// <param name="stop">Drains the run as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        // Never disposed of: a signal may come in the very moment in which the run ends.
        var drain = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var signals = new StopSignals(() => Drain(drain), StopAtOnce);
        (TopologyOutcome outcome, string summary) = plan.Definition.KeepsEpochs
            ? await RunKeptAsync(signals, drain).ConfigureAwait(false)
            : await RunHostAsync(signals, drain, null).ConfigureAwait(false);

        // After the host: services may have something to say when they are disposed of, and this is the last word.
        context.Console.Say(summary);
        return outcome == TopologyOutcome.DrainTimedOut ? ExitCode.DrainTimedOut : ExitCode.Done;
    }

    private async Task<(TopologyOutcome Outcome, string Summary)> RunKeptAsync(StopSignals signals, CancellationTokenSource drain)
    {
        using ILoggerFactory loggers = context.CreateLoggers();
        var kept = await KeptRun.OpenAsync(
            context.Parts.Checkpoints, new StoreAccess(context, node).Folder, plan.Definition, context.Invocation.Fresh, loggers, CancellationToken.None).ConfigureAwait(false);
        await using (kept.ConfigureAwait(false))
        {
            if (kept.Former is { } former)
            {
                ClusterParameters.Complete(context.Invocation.Given, context.Settings.ParameterTexts(plan.Definition), former);
            }

            RunRecord mine = RunStart.Record(context, "run", node);
            kept.CheckInput(mine, "leave it out to go on with that one, or give --fresh to begin anew");
            (TopologyOutcome Outcome, string Summary) end = await RunHostAsync(
                signals, drain, kept.Options(mine, context.Invocation.AcceptLoss, context.Console.Say)).ConfigureAwait(false);
            if (end.Outcome == TopologyOutcome.Completed)
            {
                kept.Complete();
            }

            return end;
        }
    }

    private async Task<(TopologyOutcome Outcome, string Summary)> RunHostAsync(
        StopSignals signals, CancellationTokenSource drain, CheckpointOptions? checkpoints)
    {
        using IHost host = TopologyContainer.Build(context, context.Settings);
        await using var disposal = (IAsyncDisposable)host;
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(drain.Cancel);
        using var engine = new TopologyEngine(
            plan,
            host.Services,
            host.Services.GetRequiredService<ILoggerFactory>(),
            context.Time,
            host.Services.GetService<IMeterFactory>(),
            checkpoints);
        _engine = engine;
        TopologyOutcome outcome;
        TimeSpan elapsed;
        await using (LiveDisplay.Start(context.Console, engine.Snapshot, () => checkpoints is null ? null : Epoch(engine), context.Time))
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
        context.Console.Say(plan.Definition.KeepsEpochs ? $"stopped at once; {Next(_engine)}" : "stopped at once; work in progress is lost");
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
        string summary = RunSummary.Of(plan.Definition, how, elapsed, engine.Snapshot());
        return plan.Definition.KeepsEpochs && outcome != TopologyOutcome.Completed ? $"{summary}; {Next(engine)}" : summary;
    }

    /// <summary>What becomes of a run that was stopped.</summary>
    private static string Next(TopologyEngine? engine)
        => engine is { Epoch: > 0 } ? $"the next run goes on from {Epoch(engine)}" : "the next run begins where this one did";

    private static string Epoch(TopologyEngine engine) => string.Create(CultureInfo.InvariantCulture, $"epoch {engine.Epoch}");
}
