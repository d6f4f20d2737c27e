using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting;

/// <summary>
/// A topology in somebody's own host. It is planned when the host starts, so that a wrong setting stops the start; it drains when
/// the host stops; the host goes on when its input is over. A failure is logged and becomes the exit code of the process. Where the topology
/// has epochs, it goes on from the last one of its data folder.
/// </summary>
internal sealed class TopologyService(TopologyDefinition definition, Action<EngineOptions>? configure, IServiceProvider services) : BackgroundService
{
    private TopologyPlan? _plan;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _plan = TopologyPlan.Create(definition, TopologySettings.Of(services).CreateOptions(definition, configure));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        ILogger logger = loggers.CreateLogger("TopoGen." + definition.Name);
        try
        {
            await RunAsync(loggers, logger, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Failed(logger, definition.Name, OneLine.Of(e.Message), null);
            if (Environment.ExitCode == ExitCode.Done)
            {
                // The host stops then, but as if all were well.
                Environment.ExitCode = ExitCode.Of(e);
            }

            throw;
        }
    }

    private async Task RunAsync(ILoggerFactory loggers, ILogger logger, CancellationToken stoppingToken)
    {
        if (!definition.KeepsEpochs)
        {
            await RunAsync(loggers, logger, null, stoppingToken).ConfigureAwait(false);
            return;
        }

        TopologySettings settings = TopologySettings.Of(services);
        string root = settings.CreateNodeOptions().Data is { } data ? Path.Combine(data, definition.Name) : DataFolder.Of(definition.Name, Environment.GetEnvironmentVariable);
        string folder = Path.GetFullPath(root);
        KeptRun kept = await KeptRun.OpenAsync(
            services.GetService<ICheckpointStores>() ?? new SqliteStores(), folder, definition, fresh: false, loggers, stoppingToken).ConfigureAwait(false);
        await using (kept.ConfigureAwait(false))
        {
            RunRecord mine = Record(settings);
            kept.CheckInput(mine, $"set it back, or remove the folder '{folder}' to begin anew");

            // The engine logs from where it goes on.
            CheckpointOptions checkpoints = kept.Options(mine, acceptLoss: false, static _ => { });
            if (await RunAsync(loggers, logger, checkpoints, stoppingToken).ConfigureAwait(false) == TopologyOutcome.Completed)
            {
                kept.Complete();
            }
        }
    }

    private async Task<TopologyOutcome> RunAsync(ILoggerFactory loggers, ILogger logger, CheckpointOptions? checkpoints, CancellationToken stoppingToken)
    {
        using var engine = new TopologyEngine(
            _plan!,
            services,
            loggers,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetService<IMeterFactory>(),
            checkpoints);
        TopologyOutcome outcome = await engine.RunAsync(stoppingToken).ConfigureAwait(false);
        if (outcome == TopologyOutcome.DrainTimedOut)
        {
            TimedOut(logger, definition.Name, engine.Abandoned, null);
        }
        else
        {
            Ended(logger, definition.Name, outcome, null);
        }

        return outcome;
    }

    private RunRecord Record(TopologySettings settings) => new()
    {
        Id = RunStart.NewId(),
        Owner = $"'{services.GetService<IHostEnvironment>()?.ApplicationName}' on {Environment.MachineName}, process {Environment.ProcessId}",
        Schema = TopologySchemaHash.Of(definition),
        Started = (services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow(),
        Parameters = settings.ParameterTexts(definition),
    };

    private static readonly Action<ILogger, string, TopologyOutcome, Exception?> Ended = LoggerMessage.Define<string, TopologyOutcome>(
        LogLevel.Information, new EventId(100, nameof(Ended)), "Topology {Topology} ended: {Outcome}");

    private static readonly Action<ILogger, string, long, Exception?> TimedOut = LoggerMessage.Define<string, long>(
        LogLevel.Warning, new EventId(101, nameof(TimedOut)), "Topology {Topology} was stopped with {Tuples} tuples left when the drain limit was over");

    private static readonly Action<ILogger, string, string, Exception?> Failed = LoggerMessage.Define<string, string>(
        LogLevel.Error, new EventId(102, nameof(Failed)), "Topology {Topology} failed: {Reason}");
}
