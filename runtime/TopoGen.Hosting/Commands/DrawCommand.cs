using TopoGen.Hosting.CommandLine;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>The commands <c>describe</c> and <c>graph</c>: what would run, and where.</summary>
internal sealed class DrawCommand(CommandContext context)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run()
    {
        var plan = TopologyPlan.Create(context.Definition, context.Settings.CreateOptions(context.Definition));
        WorkerPlacement? workers = context.Settings.CreateNodeOptions().Workers is { } number ? new WorkerPlacement(plan, number) : null;
        return Output.Show(context.Console, writer => Draw(writer, plan, workers));
    }

    private void Draw(TextWriter writer, TopologyPlan plan, WorkerPlacement? workers)
    {
        switch (context.Invocation)
        {
            case { Command: HostCommand.Describe, Json: true }:
                PlanJson.Write(writer, plan, workers);
                break;
            case { Command: HostCommand.Describe }:
                PlanText.Write(writer, plan, workers, Output.WidthOf(context.Console));
                break;
            case { Dot: true }:
                DotGraph.Write(writer, plan);
                break;
            default:
                MermaidGraph.Write(writer, plan);
                break;
        }
    }
}
