using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests;

public sealed class ExitCodeTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task An_input_that_cannot_be_used_is_2_and_one_line()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Of<Faulty>(), "--where input"));

        Assert.Equal("error: The input is no good; take another.\n", _host.Errors);
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("describe --json")]
    [InlineData("graph")]
    [InlineData("--help")]
    public async Task A_standard_output_that_is_full_is_1_and_one_line(string commandLine)
    {
        if (!OperatingSystem.IsLinux())
        {
            // It has no device that is always full.
            return;
        }

        using var full = new StreamWriter(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        full.AutoFlush = true;
        _host.FullOutput = full;

        Assert.Equal(1, await _host.RunAsync(Definitions.Of<Lonely>(), commandLine));
        string line = Assert.Single(_host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: cannot write to standard output: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_parameter_is_2()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Of<Faulty>(), ""));

        Assert.StartsWith("error: --where is missing: Where to fail; expected ", _host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_service_is_2_and_names_component_and_service()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Of<Lonely>(), ""));

        string line = Assert.Single(_host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("'Source'", line, StringComparison.Ordinal);
        Assert.Contains(typeof(Lonely.Unregistered).FullName!, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", "cannot open")]
    [InlineData("end", "cannot end")]
    public async Task A_component_that_cannot_open_or_end_is_1(string where, string message)
    {
        Assert.Equal(1, await _host.RunAsync(Definitions.Of<Faulty>(), $"--where {where}"));

        string line = Assert.Single(_host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tuple_that_fails_is_logged_in_one_line_and_the_run_goes_on()
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Faulty>(), "--where tuple"));

        string[] lines = _host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("no twos please", lines[0], StringComparison.Ordinal);
        Assert.Contains("Thrower", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("3 tuples executed, 1 failed", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_it_drains_and_that_is_0()
    {
        var gate = new Endless.Gate();
        using var stop = new CancellationTokenSource();
        Task<int> run = _host.RunAsync(Definitions.Endless(gate), "--drain-timeout 1m", stop.Token);
        await gate.Passed.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();

        Assert.Equal(0, await run.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("endless stopped and drained in ", _host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_is_left_at_the_drain_limit_is_3_and_is_counted()
    {
        var gate = new Endless.Gate();
        using var stop = new CancellationTokenSource();
        gate.Close();
        Task<int> run = _host.RunAsync(
            Definitions.Endless(gate), "--executors 2 --component Source=1,Gated=2 --drain-timeout 1ms --ring-capacity 16", stop.Token);
        await gate.Passed.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        int code = await run.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(3, code);
        Assert.Matches(@"endless stopped: the drain limit of 1ms passed, [\d,]+ tuples? left in ", _host.Errors);
    }
}
