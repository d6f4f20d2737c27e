namespace TopoGen.Chaos.Tests;

/// <summary>What is asked for wrongly is said in one line.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--workers is '1'; expected a number from 2 to 16", "--workers", "1")]
    [InlineData("--seed is 'x'; expected a number from -2147483648 to 2147483647", "--seed", "x")]
    [InlineData("--limit is 'soon'; expected a time from 1s to 1d", "--limit", "soon")]
    [InlineData("--delivery is 'Twice'; expected AtMostOnce, AtLeastOnce, ExactlyOnce", "--delivery", "Twice")]
    [InlineData("--recovery is 'None'; expected Checkpoint, Standby, HotStandby", "--recovery", "None")]
    [InlineData("--recovery HotStandby follows checkpoints, which --delivery AtMostOnce has none of; expected Checkpoint or Standby", "--delivery", "AtMostOnce", "--recovery", "HotStandby")]
    [InlineData("--tuples is 1001, which is no multiple of --keys (1000); expected the same number for each key", "--tuples", "1001")]
    [InlineData("Unrecognized command or argument '--tupels'.", "--tupels")]
    public async Task A_mistake_is_one_line_with_exit_code_2(string message, params string[] args)
        => Assert.Equal((2, "", $"error: {message}\n"), await Chaos.RunAsync(args));

    [Fact]
    public async Task A_fault_that_there_is_none_of_is_named_with_those_that_there_are()
    {
        (int code, _, string error) = await Chaos.RunAsync("--faults", "kill,quake");

        Assert.Equal(2, code);
        Assert.StartsWith("error: --faults has 'quake'; expected some of kill, burst, all, leader, stop, ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_fault()
    {
        (int code, string output, _) = await Chaos.RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(FaultCatalog.Names, name => Assert.Contains(name, output, StringComparison.Ordinal));
    }
}
