using System.Text.RegularExpressions;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Terminal;
using TopoGen.Hosting.Tests.Checkpoints;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Supervision;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Terminal;

public sealed class LiveDisplayTests
{
    [Fact]
    public async Task A_run_in_a_terminal_shows_a_table_and_ends_with_it()
    {
        var console = new TerminalConsole();
        var gate = new Endless.Gate();
        using var stop = new CancellationTokenSource();
        Task<int> run = new HostProgram(console, TimeProvider.System, [Definitions.Endless(gate)], new HostParts(new FakeParts(), new FakeLauncher(), new FakeStores())).RunAsync([], stop.Token);
        await console.Until(screen => screen.Contains("Gated", StringComparison.Ordinal));
        console.Out.WriteLine("said by the user's code");
        console.Error.WriteLine("and on the other stream");
        await console.Until(screen => screen.IndexOf("Gated", StringComparison.Ordinal) > screen.IndexOf("other stream", StringComparison.Ordinal)
            && screen.Contains("other stream", StringComparison.Ordinal));
        await stop.CancelAsync();
        Assert.Equal(0, await run.WaitAsync(TimeSpan.FromMinutes(1)));

        string[] lines = console.Terminal.Screen.Split('\n');
        Assert.Equal("said by the user's code", lines[0]);
        Assert.Equal("and on the other stream", lines[1]);
        Assert.Matches(@"^ +Component +Tasks +Emitted/s +Executed/s +Failed +Queue +Latency$", lines[2]);
        Assert.Matches(@"^ +Source +1 ", lines[4]);
        Assert.Matches(@"^ +Gated +1 ", lines[5]);
        Assert.Matches("^endless stopped and drained in ", lines[6]);
        Assert.Equal(0, console.Terminal.Overflows);
    }

    [Fact]
    public async Task A_run_with_epochs_shows_the_last_one_below_the_table()
    {
        var console = new TerminalConsole();
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var program = new HostProgram(
            console,
            TimeProvider.System,
            [Definitions.Ledger(new Ledger.Book { Written = 10 })],
            new HostParts(new FakeParts(), new FakeLauncher(), new FakeStores()));
        Task<int> run = program.RunAsync(["--data", folder.Path, "--epoch-interval", "10ms"], stop.Token);
        await console.Until(screen => Regex.IsMatch(screen, @"^epoch [1-9]\d*$", RegexOptions.Multiline));
        await stop.CancelAsync();

        Assert.Equal(0, await run.InTime());
        Assert.DoesNotMatch(@"(?m)^epoch", console.Terminal.Screen);
    }

    [Fact]
    public async Task Several_workers_share_one_table_with_a_line_that_names_them()
    {
        var console = new TerminalConsole();
        var parts = new FakeParts();
        var children = new FakeLauncher();
        Task<int> run = new HostProgram(console, TimeProvider.System, [Definitions.Of<Numbers>()], new HostParts(parts, children, new FakeStores()))
            .RunAsync(["--workers", "2", "--redis", "fake:1"], CancellationToken.None);
        FakeChild[] started = await children.NextAsync(2);
        await console.Until(screen => screen.Contains("waiting for workers", StringComparison.Ordinal));
        FakeStore store = parts.Store;
        store.Leases = [FakeStore.LeaseOf("w1"), FakeStore.LeaseOf("w2")];
        store.Leader = new LeaderLease("id-w2", 1);
        store.Plan = FakeStore.PlanOf(
            store.Run!,
            store.Desired,
            7,
            new PlannedTasks("Source", [new PlannedTask("id-w1", 7)]),
            new PlannedTasks("Adder", [new PlannedTask("id-w1", 7), new PlannedTask("id-w2", 7)]));
        await console.Until(screen => screen.Contains("2 workers (w1 w2), generation 7, led by w2", StringComparison.Ordinal)
            && screen.Contains("  Adder           2  ", StringComparison.Ordinal));
        await store.FinishAsync(store.Run!.Id, null, null, RunPhase.Completed, null, CancellationToken.None);
        Array.ForEach(started, c => c.Exit(0));

        Assert.Equal(0, await run.InTime());
        Assert.DoesNotContain("generation", console.Terminal.Screen, StringComparison.Ordinal);
        Assert.Equal(0, console.Terminal.Overflows);
    }

    private sealed class TerminalConsole : HostConsole
    {
        private TextWriter _out;
        private TextWriter _error;

        public TerminalConsole() => _out = _error = Terminal;

        public FakeTerminal Terminal { get; } = new(width: 100);

        public override TextWriter Out => _out;

        public override TextWriter Error => _error;

        public override bool IsOutputRedirected => false;

        public override bool IsErrorRedirected => false;

        public override int Width => 100;

        public override int Height => 30;

        public override IReadOnlyList<string> SettingsFolders => [];

        public override void SetOut(TextWriter writer) => _out = writer;

        public override void SetError(TextWriter writer) => _error = writer;

        public async Task Until(Func<string, bool> condition)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!condition(Terminal.Screen))
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }

        public override string? Variable(string name) => name == "TERM" ? "xterm" : null;
    }
}
