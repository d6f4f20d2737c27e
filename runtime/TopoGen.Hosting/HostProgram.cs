using Microsoft.Extensions.Configuration;
using TopoGen.Hosting.CommandLine;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Operations;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting;

/// <summary>One start of a generated executable.</summary>
internal sealed class HostProgram(HostConsole console, TimeProvider time, IReadOnlyList<TopologyDefinition> definitions, HostParts parts)
{
    /// <param name="args">The command line.</param>
    /// <param name="stop">Drains a run as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken stop)
    {
        try
        {
            using var configuration = new ConfigurationManager();
            HostConfiguration.AddTo(configuration, console.SettingsFolders);
            var reader = new CommandLineReader(definitions);
            SettingValue? topology = ConfigurationValues.Find(configuration, ConfigurationValues.Topology);
            if (reader.Read(args, topology, out CommandTree? help) is not { } invocation)
            {
                return Output.Show(console, writer => HelpText.Write(writer, console.Executable, definitions, help!));
            }

            var context = new CommandContext
            {
                Console = console,
                Time = time,
                Configuration = configuration,
                Invocation = invocation,
                Settings = new TopologySettings(configuration, invocation.Given, definitions),
                Known = definitions,
                Parts = parts,
            };
            return await RunAsync(context, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (ExitCode.MistakeIn(e) is { } mistake)
        {
            console.Say($"error: {OneLine.Of(mistake.Message)}");
            return ExitCode.UserMistake;
        }
        catch (TopologyFailedException e)
        {
            console.Say($"error: {OneLine.Of(e.Message)}{OneLine.Of(e.InnerException)}");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is CoordinationException or CheckpointStoreException)
        {
            console.Say($"error: {OneLine.Of(e.Message)}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception e)
        {
            // Nobody foresaw it, so all there is to know is shown.
            console.Say($"error: {e}");
            return ExitCode.Failed;
        }
    }

    private static Task<int> RunAsync(CommandContext context, CancellationToken stop) => context.Invocation.Command switch
    {
        HostCommand.Run => StartAsync(context, stop),
        HostCommand.Describe when context.Invocation.Contract is { } file => Task.FromResult(new ContractCommand(context, file).Run()),
        HostCommand.Describe or HostCommand.Graph => Task.FromResult(new DrawCommand(context).Run()),
        HostCommand.Worker => new WorkerCommand(context).RunAsync(stop),
        HostCommand.Status or HostCommand.Top => new StatusCommand(context).RunAsync(stop),
        HostCommand.Activate => new ActivateCommand(context, active: true).RunAsync(stop),
        HostCommand.Deactivate => new ActivateCommand(context, active: false).RunAsync(stop),
        HostCommand.Rebalance => new RebalanceCommand(context).RunAsync(stop),
        HostCommand.Kill => new KillCommand(context).RunAsync(stop),
        HostCommand.Errors => new ErrorsCommand(context).RunAsync(stop),
        HostCommand.Savepoint => new SavepointCommand(context).RunAsync(stop),
        HostCommand.Restore => new RestoreCommand(context).RunAsync(stop),
        _ => new CheckEnvCommand(context).RunAsync(stop),
    };

    private static Task<int> StartAsync(CommandContext context, CancellationToken stop)
    {
        var plan = TopologyPlan.Create(context.Definition, context.Settings.CreateOptions(context.Definition));
        NodeOptions node = context.Settings.CreateNodeOptions();
        if (!context.Definition.KeepsEpochs && (context.Invocation.AcceptLoss || (context.Invocation.Fresh && node.Workers is null)))
        {
            throw new TopologyInputException(
                $"{(context.Invocation.Fresh ? "--fresh" : "--accept-loss")} has nothing to do: {context.Topology} keeps no epochs, and a run of one process begins anew.");
        }

        if (node.Workers is not null)
        {
            return new SupervisedRun(context, node, plan).RunAsync(stop);
        }

        return new TopologyRun(context, node, plan).RunAsync(stop);
    }

}
