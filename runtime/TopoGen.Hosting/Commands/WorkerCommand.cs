using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Supervision;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>
/// The command <c>worker</c>: takes part in a run until that is over or it is told to leave. As a supervisor's child it is told
/// where and as whom on its standard input, and leaves when that ends.
/// </summary>
internal sealed class WorkerCommand(CommandContext context)
{
    /// <summary>How long a child whose supervisor is gone may take to leave.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>Of a terminal's Ctrl-C or end, which reach children as well: their supervisor drains the run.</summary>
    private static readonly PosixSignal[] OfTerminal = [PosixSignal.SIGINT, PosixSignal.SIGHUP];

    /// <param name="stop">Leaves as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        // Never disposed of: a signal may come in the very moment in which the run ends.
        var leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var signals = new StopSignals(leave.Cancel, LeaveAtOnce, context.Invocation.Supervised ? OfTerminal : []);
        HandOver? handOver = context.Invocation.Supervised ? await ReadAsync(leave).ConfigureAwait(false) : null;
        GivenSettings given = handOver is null ? context.Invocation.Given : GivenBy(handOver);
        try
        {
            return await RunAsync(given, handOver, leave.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    private async Task<int> RunAsync(GivenSettings given, HandOver? handOver, CancellationToken leave)
    {
        var settings = new TopologySettings(context.Configuration, given, context.Known);
        NodeOptions node = settings.CreateNodeOptions();
        EngineOptions engine = settings.CreateOptions(context.Definition);
        TopologyPlan.Create(context.Definition, engine);
        LinkSettings.Of(node).Validate();
        using ILoggerFactory loggers = context.CreateLoggers();
        StoreAddress address = handOver?.Store ?? new StoreAccess(context, node).Find();
        ICoordinationStore store = await context.Parts.Cluster.ConnectAsync(address, context.Topology, loggers, leave).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            RunRecord? run = handOver is null
                ? await JoinAsync(store, node, engine, leave).ConfigureAwait(false)
                : await FindAsync(store, handOver, leave).ConfigureAwait(false);
            if (run is null)
            {
                return ExitCode.Done;
            }

            ClusterParameters.Complete(given, settings.ParameterTexts(context.Definition), run);
            ClusterParameters.CheckInput(context.Definition, settings.ParameterTexts(context.Definition));
            node.Secret = handOver?.Secret ?? node.Secret;
            if (!context.Definition.KeepsEpochs)
            {
                return await RunAsync(store, null, run, settings, node, engine, handOver, leave).ConfigureAwait(false);
            }

            EpochServices epochs =
                await context.Parts.Cluster.OpenEpochsAsync(address, context.Topology, engine.EpochInterval, leave).ConfigureAwait(false);
            await using (epochs.Store.ConfigureAwait(false))
            {
                return await RunAsync(store, epochs, run, settings, node, engine, handOver, leave).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> RunAsync(
        ICoordinationStore store,
        EpochServices? epochs,
        RunRecord run,
        TopologySettings settings,
        NodeOptions node,
        EngineOptions engine,
        HandOver? handOver,
        CancellationToken leave)
    {
        using IHost host = TopologyContainer.Build(context, settings);
        await using var disposal = (IAsyncDisposable)host;
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        WorkerEnd? end = await context.Parts.Cluster.RunWorkerAsync(
            new WorkerStart
            {
                Definition = context.Definition,
                Engine = engine,
                Node = node,
                Store = store,
                Epochs = epochs,
                Run = run.Id,
                Name = handOver?.Name ?? $"{node.HostName}-{Environment.ProcessId}",
                Supervisor = handOver?.Supervisor,
                Services = host.Services,
                Loggers = host.Services.GetRequiredService<ILoggerFactory>(),
                Time = context.Time,
            },
            leave).ConfigureAwait(false);
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        if (handOver is null)
        {
            context.Console.Say(end is null
                ? $"{context.Topology}: left; the run goes on without this worker"
                : $"{context.Topology} {RunEndings.Text(end.Phase, end.Reason)}");
        }

        return end is null ? ExitCode.Done : RunEndings.ExitCodeOf(end.Phase);
    }

    private async Task<RunRecord?> JoinAsync(ICoordinationStore store, NodeOptions node, EngineOptions engine, CancellationToken leave)
        => await new RunOpening(context.Topology, store, node.LeaseTime, context.Time, context.Console.Say)
            .JoinAsync(RunStart.Record(context, "worker", node), RunStart.Desired(engine, node), leave).ConfigureAwait(false);

    /// <returns>The run that its supervisor keeps, or null where that is over meanwhile.</returns>
    private static async Task<RunRecord?> FindAsync(ICoordinationStore store, HandOver handOver, CancellationToken leave)
    {
        ClusterFacts facts = await store.ReadFactsAsync(leave).ConfigureAwait(false);
        return facts.Run is { Phase: RunPhase.Running } run && run.Id == handOver.Run ? run : null;
    }

    private async Task<HandOver> ReadAsync(CancellationTokenSource leave)
    {
        var reader = new StreamReader(context.Console.OpenInput(), Encoding.UTF8);
        var handOver = HandOver.Parse(await reader.ReadLineAsync(leave.Token).ConfigureAwait(false));

        // A thread of its own: it blocks for as long as the supervisor lives.
        var watch = new Thread(() => Watch(reader, leave)) { IsBackground = true, Name = "supervisor" };
        watch.Start();
        return handOver;
    }

    private static void Watch(StreamReader reader, CancellationTokenSource leave)
    {
        while (reader.ReadLine() is not null)
        {
        }

        leave.Cancel();
        Thread.Sleep(LastWords);
        Environment.Exit(ExitCode.Failed);
    }

    /// <summary>What the supervisor's command line sets. Its parameters are the run's.</summary>
    private static GivenSettings GivenBy(HandOver handOver)
    {
        var given = new GivenSettings();
        foreach ((string name, string text) in handOver.Settings)
        {
            string source = EngineSettings.All.FirstOrDefault(s => s.Name == name)?.Option ?? NodeSettings.All.FirstOrDefault(s => s.Name == name)?.Option ?? name;
            given.Values.Add(name, new SettingValue(text, source));
        }

        return given;
    }

    private void LeaveAtOnce()
    {
        context.Console.Say("stopped at once; the others take over after a lease time");
        Environment.Exit(ExitCode.DrainTimedOut);
    }
}
