using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Supervision;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Commands;

/// <summary>
/// The command <c>run --workers N</c>: a store, N worker processes that it keeps running, and how it ended. It runs no task
/// itself.
/// </summary>
internal sealed class SupervisedRun(CommandContext context, NodeOptions node, TopologyPlan plan)
{
    private readonly HostConsole _console = context.Console;
    private readonly StoreAccess _access = new(context, node);
    private ImmutableArray<ImmutableSortedDictionary<string, string>> _settings = [];
    private RunPhase _ended;

    /// <param name="stop">Drains the run as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        // Never disposed of: a signal may come in the very moment in which the run ends.
        var stopped = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var killed = new CancellationTokenSource();
        using var signals = new StopSignals(stopped.Cancel, killed.Cancel);
        RunRecord mine = RunStart.Record(context, $"run --workers {node.Workers}", node);
        ClusterParameters.CheckInput(context.Definition, mine.Parameters);
        LinkSettings.Of(node).Validate();
        _settings = [.. Enumerable.Range(0, node.Workers!.Value).Select(SettingsOf)];
        if (context.Definition.Parameters is { } parameters)
        {
            // Only to find now what all workers would find wrong with them.
            context.Settings.CreateParameters(parameters);
        }

        using ILoggerFactory loggers = context.CreateLoggers();
        try
        {
            return await RunAsync(mine, loggers, stopped.Token, killed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            _console.Say($"{context.Topology} was stopped before it began");
            return ExitCode.Done;
        }
    }

    private async Task<int> RunAsync(RunRecord mine, ILoggerFactory loggers, CancellationToken stopped, CancellationToken killed)
    {
        StoreAddress? given = _access.Given();
        IPrivateServer? server = given is null ? await _access.StartServerAsync(loggers, stopped).ConfigureAwait(false) : null;
        try
        {
            StoreAddress address = given ?? server!.Address;
            ICoordinationStore store = await context.Parts.Cluster.ConnectAsync(address, context.Topology, loggers, stopped).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                StoreMarker? marker = context.Definition.KeepsEpochs ? _access.MarkerOf(given) : null;
                if (!context.Invocation.Fresh)
                {
                    marker?.Check(_access.Folder);
                }

                var opening = new RunOpening(context.Topology, store, node.LeaseTime, context.Time, _console.Say);
                RunRecord run = await opening.BeginAsync(
                    mine, RunStart.Desired(plan.Options, node), context.Invocation.Fresh, stopped).ConfigureAwait(false);
                marker?.Write(_access.Folder);
                int code = await SuperviseAsync(store, run, address, server, stopped, killed).ConfigureAwait(false);
                if (marker is not null && _ended == RunPhase.Completed)
                {
                    StoreMarker.Delete(_access.Folder);
                }

                return code;
            }
        }
        finally
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<int> SuperviseAsync(
        ICoordinationStore store, RunRecord run, StoreAddress address, IPrivateServer? server, CancellationToken stopped, CancellationToken killed)
    {
        SupervisorOptions options = Options(run, address, server);
        using var supervisor = new Supervisor(store, run, options, context.Parts.Children, _console, context.Time);
        SupervisedEnd end;
        TimeSpan elapsed;
        using (stopped.UnsafeRegister(_ => Stop(supervisor), null))
        using (killed.UnsafeRegister(_ => supervisor.StopAtOnce(), null))
        {
            await using (LiveDisplay.Start(_console, () => Counters(supervisor.Latest), () => Caption(supervisor.Latest), context.Time))
            {
                long begun = context.Time.GetTimestamp();
                end = await supervisor.RunAsync().ConfigureAwait(false);
                elapsed = context.Time.GetElapsedTime(begun);
            }
        }

        Summarize(end, elapsed);
        _ended = end.Phase;
        return end.Phase == RunPhase.Running ? ExitCode.Failed : RunEndings.ExitCodeOf(end.Phase);
    }

    private void Stop(Supervisor supervisor)
    {
        _console.Say(
            $"stopping: finishing what was read, for at most {Duration.Text(plan.Options.DrainTimeout)}; a second signal stops at once");
        supervisor.Stop();
    }

    private SupervisorOptions Options(RunRecord run, StoreAddress address, IPrivateServer? server)
    {
        string id = RunStart.NewId();
        string secret = node.Secret ?? RunStart.NewId() + RunStart.NewId();
        ImmutableArray<ChildStart> children =
        [
            .. _settings.Select((settings, i) => new ChildStart(
                context.Known.Count > 1 ? context.Topology : null,
                new HandOver { Name = $"w{i + 1}", Supervisor = id, Run = run.Id, Store = address, Secret = secret, Settings = settings })),
        ];
        return new SupervisorOptions
        {
            Id = id,
            Workers = children.Length,
            ChildOf = i => children[i],
            DrainTimeout = plan.Options.DrainTimeout,
            LeaseTime = node.LeaseTime,
            Interval = TimeSpan.FromMilliseconds(_console.IsLive ? 250 : 1000),
            Server = server,
        };
    }

    /// <summary>What the command line says, and each child's share of what there is once on the machine.</summary>
    private ImmutableSortedDictionary<string, string> SettingsOf(int child)
    {
        ImmutableSortedDictionary<string, string> settings = context.Settings.OnCommandLine
            .Where(s => s.Key is not (nameof(NodeOptions.Redis) or nameof(NodeOptions.Data)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (plan.Options.Executors is null)
        {
            settings = settings.SetItem(nameof(EngineOptions.Executors), $"{WorkerPlacement.ExecutorsOf(plan.Options, node.Workers!.Value)}");
        }

        settings = node.Listen is { } listen ? settings.SetItem(nameof(NodeOptions.Listen), NextTo(listen, child)) : settings;
        return node.Advertise is { } advertise ? settings.SetItem(nameof(NodeOptions.Advertise), NextTo(advertise, child)) : settings;
    }

    /// <summary>Children listen side by side; where any free port will do, each takes one.</summary>
    private static string NextTo(HostPort address, int child)
    {
        int port = address.Port == 0 ? 0 : address.Port + child;
        return port <= ushort.MaxValue
            ? (address with { Port = port }).ToString()
            : throw new TopologyInputException($"{address} leaves no port for worker {child + 1}; expected a lower port, or 0 for any free one.");
    }

    private ImmutableArray<ComponentSnapshot> Counters(ClusterStatus? status)
        => status is null ? [] : ClusterCounters.Sum(status, context.Definition);

    /// <summary><c>3 workers (w1 w2 w3), generation 7, led by w2</c></summary>
    private static string? Caption(ClusterStatus? status)
    {
        if (status is not { Facts: { Plan: { } plan } facts })
        {
            return "waiting for workers";
        }

        string[] names = [.. facts.Leases.Select(l => l.Worker.Name).Order(StringComparer.Ordinal)];
        string leader = facts.Leases.FirstOrDefault(l => l.Worker.Id == facts.Leader.Holder)?.Worker.Name ?? "nobody";
        return $"{PlanNames.Count(names.Length, "worker")} ({string.Join(' ', names)}), generation {plan.Token.Generation}, led by {leader}";
    }

    private void Summarize(SupervisedEnd end, TimeSpan elapsed)
    {
        switch (end.Phase)
        {
            case RunPhase.Running:
                _console.Say($"error: {context.Topology} stopped: {end.Reason}");
                break;
            case RunPhase.Failed or RunPhase.Refused:
                _console.Say($"error: {OneLine.Of(end.Reason ?? RunEndings.Text(end.Phase, null))}");
                break;
            default:
                string how = end.Phase == RunPhase.DrainTimedOut && end.Reason is null
                    ? $"stopped: the drain limit of {Duration.Text(plan.Options.DrainTimeout)} passed, work was left,"
                    : RunEndings.Text(end.Phase, end.Reason);
                _console.Say(RunSummary.Of(context.Definition, how, elapsed, Counters(end.Status)));
                break;
        }

        foreach (LossReport loss in end.Status?.Losses ?? [])
        {
            _console.Say(RunEndings.Text(loss));
        }
    }
}
