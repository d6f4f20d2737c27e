using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary><see cref="PassThrough"/> with as many identities in a line as are wanted, all fused.</summary>
internal static class LineRun
{
    /// <returns>Nanoseconds of a tuple in each component, and milliseconds from no plan to the end of a run of one tuple.</returns>
    public static async Task<Figures> RunAsync(long calls, int components)
    {
        TopologyDefinition definition = Line(components);
        long begun = Stopwatch.GetTimestamp();
        await RunAsync(definition, 1);
        TimeSpan start = Stopwatch.GetElapsedTime(begun);
        long count = Math.Max(1, calls / components);
        begun = Stopwatch.GetTimestamp();
        await RunAsync(definition, count);
        return new Dictionary<string, double>
        {
            ["ns"] = (Stopwatch.GetElapsedTime(begun) - start).TotalNanoseconds / count / components,
            ["start"] = start.TotalMilliseconds,
        };
    }

    private static async Task RunAsync(TopologyDefinition definition, long count)
    {
        var totals = new PassThroughTotals { Count = count };
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        await Topologies.RunAsync(definition, new EngineOptions { Executors = 1 }, services);
        PassThroughRun.Verify(totals.Sum, count);
    }

    private static TopologyDefinition Line(int components)
    {
        TopologyDefinition compiled = Topologies.DefinitionOf<PassThrough>();
        ComponentDefinition[] stages = [.. new[] { nameof(PassThrough.Source), nameof(PassThrough.Identity), nameof(PassThrough.Sink) }
            .Select(name => compiled.Components.Single(c => c.Name == name))];
        return new TopologyDefinition
        {
            Name = "line",
            Components =
            [
                .. Enumerable.Range(0, components).Select(i => Copy(stages[i == 0 ? 0 : i == components - 1 ? 2 : 1], Name(i), Name(i - 1))),
            ],
        };
    }

    private static string Name(int index) => $"Stage{index:000}";

    private static ComponentDefinition Copy(ComponentDefinition stage, string name, string source) => new()
    {
        Name = name,
        Kind = stage.Kind,
        Type = stage.Type,
        Outputs = stage.Outputs,
        Inputs = [.. stage.Inputs.Select(input => input.From(source))],
        CreateTask = stage.CreateTask,
    };
}
