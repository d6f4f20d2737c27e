namespace TopoGen.Chaos.Tests;

/// <summary>The program says so when a promise is broken.</summary>
public sealed class BrokenPromiseTests
{
    [Fact]
    public async Task A_topology_that_promises_less_is_found_to_break_the_promise()
    {
        ChaosOptions options = ChaosCommandLine.Read(["--delivery=ExactlyOnce", "--keys=64", "--tuples=6400", "--faults=all", "--rounds=1", "--seed=6"], TextWriter.Null)!;
        var log = new StringWriter();

        ChaosResult result = await ChaosRun.RunAsync(options with { Topology = "at-least-once-checkpoint" }, TextWriter.Synchronized(log), CancellationToken.None);

        Assert.True(result is { IsKept: false, Rounds: 1, Lost: 0, Duplicates: > 0, StateErrors: > 0 }, $"{result.ToJson()}\n{log}");
    }
}
