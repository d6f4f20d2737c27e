using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting;

/// <summary>The <c>run</c> command: builds the container, runs the topology once, and says how it ended.</summary>
internal sealed class TopologyRun(
    HostConsole console, TimeProvider time, ConfigurationManager configuration, TopologySettings settings, TopologyPlan plan)
{
    /// <param name="stop">Drains the run as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        (TopologyOutcome outcome, string summary) = await RunHostAsync(stop).ConfigureAwait(false);

        // After the host: services may have something to say when they are disposed of, and this is the last word.
        console.Say(summary);
        return outcome == TopologyOutcome.DrainTimedOut ? ExitCode.DrainTimedOut : ExitCode.Done;
    }

    private async Task<(TopologyOutcome Outcome, string Summary)> RunHostAsync(CancellationToken stop)
    {
        // Never disposed of: a signal may come in the very moment in which the run ends.
        var drain = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var signals = new StopSignals(() => Drain(drain), StopAtOnce);
        using IHost host = BuildHost();
        await using var disposal = (IAsyncDisposable)host;
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(drain.Cancel);
        using var engine = new TopologyEngine(
            plan, host.Services, host.Services.GetRequiredService<ILoggerFactory>(), time, host.Services.GetService<IMeterFactory>());
        TopologyOutcome outcome;
        TimeSpan elapsed;
        await using (LiveDisplay.Start(console, engine, time))
        {
            long begun = time.GetTimestamp();
            outcome = await engine.RunAsync(drain.Token).ConfigureAwait(false);
            elapsed = time.GetElapsedTime(begun);
        }

        // Nothing is left to drain.
        signals.Dispose();
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return (outcome, Summary(engine, outcome, elapsed));
    }

    private IHost BuildHost()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = plan.Definition.Name,
            Configuration = configuration,
        });
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddProvider(new LineLoggerProvider(console));
        builder.Services.AddSingleton<IHostLifetime, ManualLifetime>();
        builder.Services.AddSingleton(time);
        if (plan.Definition.Parameters is { } parameters)
        {
            // Now, not when a component asks for it: what is wrong with the command line is said before anything starts.
            builder.Services.AddSingleton(parameters.Type, settings.CreateParameters(parameters));
        }

        plan.Definition.ConfigureServices?.Invoke(builder.Services);
        return builder.Build();
    }

    private void Drain(CancellationTokenSource drain)
    {
        console.Say(
            $"stopping: finishing what was read, for at most {Duration.Text(plan.Options.DrainTimeout)}; a second signal stops at once");
        drain.Cancel();
    }

    private void StopAtOnce()
    {
        console.Say("stopped at once; work in progress is lost");
        Environment.Exit(ExitCode.DrainTimedOut);
    }

    private string Summary(TopologyEngine engine, TopologyOutcome outcome, TimeSpan elapsed)
    {
        IEnumerable<ComponentSnapshot> bolts = engine.Snapshot()
            .Where(s => plan.Components.Any(c => c.Definition.Name == s.Component && c.Definition.Kind == ComponentKind.Bolt));
        (long executed, long failed) = bolts.Aggregate((0L, 0L), (sum, b) => (sum.Item1 + b.Executed, sum.Item2 + b.Failed));
        string how = outcome switch
        {
            TopologyOutcome.Completed => "completed",
            TopologyOutcome.Drained => "stopped and drained",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"stopped: the drain limit of {Duration.Text(plan.Options.DrainTimeout)} passed, {PlanNames.Count(engine.Abandoned, "tuple")} left"),
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Definition.Name} {how} in {elapsed.TotalSeconds:0.00} s: {PlanNames.Count(executed, "tuple")} executed, {failed:N0} failed");
    }
}
