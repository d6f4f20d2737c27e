using System.Text.Json;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Tests.Operations;

/// <summary>The commands <c>savepoint</c> and <c>restore</c>, with stores in memory.</summary>
public sealed class SavepointTests : IDisposable
{
    private const string Who = @"'run' on here, process \d+ since [\d: -]+Z";
    private const long Total = 1000 * 1001 / 2;

    private readonly TestHost _host = new();
    private readonly TestHost _other = new();

    public void Dispose()
    {
        _host.Dispose();
        _other.Dispose();
    }

    private string File => Path.Combine(_host.Folder, "x.savepoint");

    private string Folder => Path.Combine(_host.Variable("XDG_STATE_HOME")!, "topogen", "ledger");

    [Fact]
    public async Task A_run_goes_on_elsewhere_from_a_file()
    {
        await StopAsync(500, "one --note before");

        Assert.Matches(
            $@"^ledger: savepoint '[^']+' is epoch \d+ of the run of {Who}: 2 tasks, \d+ blobs?, \d+ bytes?\n$", await DoAsync(_host, $"savepoint {File}"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        Assert.Equal([File], Directory.GetFiles(_host.Folder, "x.*"));
        Assert.Matches(
            $@"^ledger: the next 'run' goes on from epoch \d+, the savepoint taken [\d: -]+Z of the run of {Who}, in the data folder '[^']+': 2 tasks",
            await DoAsync(_other, $"restore {File}"));
        (Ledger.Book book, string said) = await CompleteAsync(_other, "");
        Assert.Equal(Total, book.Total);
        Assert.Equal(["one"], book.Settings!.Inputs!);
        Assert.Equal("before", book.Settings.Note);
        Assert.Matches($@"^ledger goes on from epoch \d+: the savepoint taken [\d: -]+Z of the run of {Who}; --fresh would begin anew\n", said);
        Assert.Contains(" 500 tuples executed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_outlives_the_run_and_can_be_gone_back_to()
    {
        await StopAsync(500);
        await DoAsync(_host, "savepoint before");
        await CompleteAsync(_host, "");
        Assert.Null(await _host.Checkpoints[Folder].ReadHeadAsync(default));

        await DoAsync(_host, "restore before");
        (Ledger.Book book, string said) = await CompleteAsync(_host, "");

        Assert.Equal(Total, book.Total);
        Assert.Contains(" 500 tuples executed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_input_than_that_of_the_savepoint_is_refused()
    {
        await StopAsync(10, "one");
        await DoAsync(_host, $"savepoint {File}");
        await DoAsync(_other, $"restore {File}");

        Assert.Equal(2, await _other.RunAsync(Definitions.Ledger(new Ledger.Book()), "two --host-name here"));
        Assert.Contains("INPUT is 'two', but the run ", _other.TakeErrors(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_epoch_that_is_there_is_replaced_only_with_fresh()
    {
        await StopAsync(300);
        await DoAsync(_host, "savepoint early");
        await StopAsync(600);
        CheckpointHead head = (await _host.Checkpoints[Folder].ReadHeadAsync(default))!;

        Assert.Matches(
            $@"^error: ledger: the data folder '[^']+' holds epoch {head.Committed.Number} already \(a later one of the same run\), which would be lost; give --fresh to replace it.\n$",
            await RefuseAsync(_host, "restore early"));
        Assert.Equal(head, await _host.Checkpoints[Folder].ReadHeadAsync(default));

        await DoAsync(_host, "restore early --fresh");
        Assert.Contains(" 700 tuples executed", (await CompleteAsync(_host, "")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_back_behind_effects_that_were_released_has_to_be_accepted()
    {
        await StopAsync(300);
        await DoAsync(_host, "savepoint early");
        await StopAsync(600);
        ICheckpointStore store = _host.Checkpoints[Folder];
        EpochId last = (await store.ReadHeadAsync(default))!.Committed;
        Assert.True(await store.ReleaseAsync(last, default));

        Assert.Contains(
            $"effects of epoch {last.Number} were released outside", await RefuseAsync(_host, "restore early --fresh"), StringComparison.Ordinal);
        await DoAsync(_host, "restore early --fresh --accept-loss");
    }

    [Fact]
    public async Task A_damaged_savepoint_costs_nothing()
    {
        await StopAsync(300);
        await DoAsync(_host, $"savepoint {File}");
        byte[] content = await System.IO.File.ReadAllBytesAsync(File);
        content[^1] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, content);
        CheckpointHead? head = await _host.Checkpoints[Folder].ReadHeadAsync(default);

        Assert.Matches(@"^error: The savepoint '[^']+' is damaged: [^\n]+ its checksum differs\.\n$", await RefuseAsync(_host, $"restore {File} --fresh"));

        Assert.Equal(head, await _host.Checkpoints[Folder].ReadHeadAsync(default));
    }

    [Fact]
    public async Task Savepoints_with_names_are_listed_replaced_and_removed()
    {
        Assert.Equal("error: ledger: the data folder", (await RefuseAsync(_host, "savepoint --list"))[..30]);
        await StopAsync(300);
        Assert.StartsWith("ledger has no savepoints in the data folder", await DoAsync(_host, "savepoint --list"), StringComparison.Ordinal);
        await DoAsync(_host, "savepoint b");
        await DoAsync(_host, "savepoint a");
        await DoAsync(_host, "savepoint a");
        await _host.Checkpoints[Folder].Savepoints.WriteAsync(new SavepointCopy("c", 1), 0, new byte[3], default);

        await DoAsync(_host, "savepoint --list");
        Assert.Matches(@"savepoint +epoch +taken", _host.Output);
        Assert.Contains("is not finished", _host.Output, StringComparison.Ordinal);
        string listed = await OutputAsync("savepoint --list --json");
        using JsonDocument json = JsonDocument.Parse(listed);
        Assert.Equal(["a", "b", "c"], json.RootElement.GetProperty("savepoints").EnumerateArray().Select(s => s.GetProperty("savepoint").GetString()));
        Assert.Equal(2, json.RootElement.GetProperty("savepoints")[0].GetProperty("tasks").GetInt32());

        Assert.Equal("ledger: savepoint 'c' is removed\n", await DoAsync(_host, "savepoint --remove c"));
        await DoAsync(_host, "savepoint --remove a");
        Assert.Matches(@"^error: There is no savepoint 'a' in the data folder '[^']+'; did you mean 'b'\?\n$", await RefuseAsync(_host, "savepoint --remove a"));
        Assert.Contains("There is no savepoint 'bb' in the data folder", await RefuseAsync(_host, "restore bb"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("savepoint", "savepoint takes one of FILE, NAME, --list and --remove NAME.")]
    [InlineData("savepoint x --list", "savepoint takes one of FILE, NAME, --list and --remove NAME.")]
    [InlineData("savepoint x y", "Unexpected 'y'; savepoint takes one file or name.")]
    [InlineData("savepoint a+b", "The savepoint is 'a+b'; expected a file (with a '.' or a '/' in it), or a name of letters, digits, '-' and '_', at most 100.")]
    [InlineData("savepoint --lst", "There is no option --lst; did you mean '--list'?")]
    [InlineData("restore", "restore needs the FILE or the NAME of a savepoint; savepoint --list shows those with names.")]
    public async Task A_command_line_that_makes_no_sense_is_2_and_one_line(string commandLine, string message)
        => Assert.Equal($"error: {message}\n", await RefuseAsync(_host, commandLine));

    [Fact]
    public async Task A_file_that_is_no_savepoint_is_not_replaced()
    {
        await StopAsync(10);
        await System.IO.File.WriteAllTextAsync(File, "my thesis");

        Assert.Matches(@"^error: The file '[^']+' exists and is no savepoint", await RefuseAsync(_host, $"savepoint {File}"));
        Assert.Matches(@"^error: The savepoint '[^']+' is no savepoint\.\n$", await RefuseAsync(_host, $"restore {File}"));

        Assert.Equal("my thesis", await System.IO.File.ReadAllTextAsync(File));
        Assert.Matches(@"^error: The savepoint '[^']+' cannot be read: ", await RefuseAsync(_host, $"restore {File}x"));
        Assert.Matches(@"^error: The savepoint '[^']+' cannot be written: ", await RefuseAsync(_host, $"savepoint {_host.Folder}/missing/x"));
    }

    [Fact]
    public async Task A_topology_without_epochs_has_nothing_to_save()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Numbers(new Results()), "savepoint x"));
        Assert.Equal(2, await _host.RunAsync(Definitions.Numbers(new Results()), "restore x"));
        Assert.Equal("error: There is nothing to save: numbers keeps no epochs.\nerror: There is nothing to restore: numbers keeps no epochs.\n", _host.TakeErrors());
    }

    [Fact]
    public async Task A_savepoint_becomes_the_state_of_workers_and_comes_back()
    {
        await StopAsync(300);
        await DoAsync(_host, $"savepoint {File}");

        Assert.Contains("the next 'run --workers N' goes on from epoch", await DoAsync(_host, $"restore {File} --redis fake:1"), StringComparison.Ordinal);

        EpochId restored = (await _host.Cluster.Epochs.ReadHeadAsync(default))!.Committed;
        Assert.Equal((RunPhase.Drained, true), (_host.Store.Run!.Phase, _host.Store.Run.Savepoint is not null));
        Assert.Equal(new StoreMarker("ledger", "redis", "fake:1"), StoreMarker.Read(Folder));
        Assert.Contains($"restore moved.savepoint --data {Folder}', or begin anew", await RefuseAsync(_host, "--host-name here"), StringComparison.Ordinal);
        Assert.Contains("the newest epoch is in Redis at fake:1; give --redis fake:1", await RefuseAsync(_host, $"savepoint {File}"), StringComparison.Ordinal);

        await DoAsync(_host, $"savepoint {File} --redis fake:1");
        await DoAsync(_host, $"restore {File} --fresh");
        Assert.Equal(restored, (await _host.Checkpoints[Folder].ReadHeadAsync(default))!.Committed);
        Assert.Equal(Total, (await CompleteAsync(_host, "")).Book.Total);
    }

    [Fact]
    public async Task A_topology_that_runs_is_not_restored()
    {
        await StopAsync(300);
        await DoAsync(_host, $"savepoint {File}");
        (_other.Store.Run, _other.Store.Leases, _other.Store.IsAlive) = (FakeStore.RunOf(), [FakeStore.LeaseOf("w1")], true);

        string message = await RefuseAsync(_other, $"restore {File} --redis fake:1");
        Assert.StartsWith("error: ledger runs already: the run of 'run --workers 3' on host-a, process 77 since", message, StringComparison.Ordinal);

        // Nor into the folder on which workers run with a Redis of its own.
        _other.Cluster.Found = _other.Cluster.Server.Address;
        Assert.StartsWith("error: ledger runs already: ", await RefuseAsync(_other, $"restore {File}"), StringComparison.Ordinal);
        Assert.Null(await _other.Cluster.Epochs.ReadHeadAsync(default));
    }

    private async Task StopAsync(long written, string commandLine = "")
    {
        using var stop = new CancellationTokenSource();
        var book = new Ledger.Book { Written = written };
        Task<int> running = _host.RunAsync(Definitions.Ledger(book), commandLine + " --host-name here", stop.Token);
        Task ended = await Task.WhenAny(book.IsRead, running).InTime();
        Assert.True(ended == book.IsRead, _host.Errors);
        await stop.CancelAsync();
        Assert.Equal(0, await running.InTime());
        _host.TakeErrors();
    }

    private static async Task<(Ledger.Book Book, string Said)> CompleteAsync(TestHost host, string commandLine)
    {
        var book = new Ledger.Book();
        int code = await host.RunAsync(Definitions.Ledger(book), commandLine + " --host-name here").InTime();
        Assert.True(code == 0, host.Errors);
        return (book, host.TakeErrors());
    }

    /// <returns>What it said.</returns>
    private static async Task<string> DoAsync(TestHost host, string commandLine)
    {
        int code = await host.RunAsync(Definitions.Ledger(new Ledger.Book()), commandLine).InTime();
        Assert.True(code == 0, host.Errors);
        return host.TakeErrors();
    }

    private static async Task<string> RefuseAsync(TestHost host, string commandLine)
    {
        Assert.Equal(2, await host.RunAsync(Definitions.Ledger(new Ledger.Book()), commandLine).InTime());
        string said = host.TakeErrors();
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return said;
    }

    private async Task<string> OutputAsync(string commandLine)
    {
        int before = _host.Output.Length;
        await DoAsync(_host, commandLine);
        return _host.Output[before..];
    }
}
