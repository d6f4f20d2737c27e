using Microsoft.Extensions.Configuration;
using TopoGen.Hosting.CommandLine;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting;

/// <summary>One start of a generated executable.</summary>
internal sealed class HostProgram(HostConsole console, TimeProvider time, IReadOnlyList<TopologyDefinition> definitions)
{
    /// <summary>Tables that nobody watches need not fit a window.</summary>
    private const int RedirectedWidth = 240;

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
                return Show(writer => HelpText.Write(writer, console.Executable, definitions, help!));
            }

            return await RunAsync(invocation, configuration, stop).ConfigureAwait(false);
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
        catch (Exception e)
        {
            // Nobody foresaw it, so all there is to know is shown.
            console.Say($"error: {e}");
            return ExitCode.Failed;
        }
    }

    private async Task<int> RunAsync(Invocation invocation, ConfigurationManager configuration, CancellationToken stop)
    {
        var settings = new TopologySettings(configuration, invocation.Given, definitions);
        TopologyPlan plan = TopologyPlan.Create(invocation.Definition, settings.CreateOptions(invocation.Definition));
        if (invocation.Command == HostCommand.Run)
        {
            return await new TopologyRun(console, time, configuration, settings, plan).RunAsync(stop).ConfigureAwait(false);
        }

        return Show(writer => Draw(writer, invocation, plan));
    }

    private void Draw(TextWriter writer, Invocation invocation, TopologyPlan plan)
    {
        switch (invocation)
        {
            case { Command: HostCommand.Describe, Json: true }:
                PlanJson.Write(writer, plan);
                break;
            case { Command: HostCommand.Describe }:
                PlanText.Write(writer, plan, console.IsOutputRedirected ? RedirectedWidth : console.Width);
                break;
            case { Dot: true }:
                DotGraph.Write(writer, plan);
                break;
            default:
                MermaidGraph.Write(writer, plan);
                break;
        }
    }

    /// <summary>Nothing but standard output can fail here, and that it is full or closed says all.</summary>
    private int Show(Action<TextWriter> write)
    {
        try
        {
            write(console.Out);
            console.Out.Flush();
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Say($"error: cannot write to standard output: {OneLine.Of(e.Message)}");
            return ExitCode.Failed;
        }
    }
}
