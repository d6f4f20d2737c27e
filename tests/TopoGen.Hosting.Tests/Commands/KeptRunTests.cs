using System.Text.RegularExpressions;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Tests.Commands;

/// <summary>Runs of one process that go on where the one before was stopped.</summary>
public sealed class KeptRunTests : IDisposable
{
    private const string Who = @"the run of 'run' on here, process \d+ since [\d: -]+Z";

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    private string Folder => Path.Combine(_host.Variable("XDG_STATE_HOME")!, "topogen", "ledger");

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_and_comes_to_what_one_run_comes_to()
    {
        await StopAsync(500);
        string stopped = Said();
        Ledger.Book book = await CompleteAsync("");

        Assert.Equal(1000 * 1001 / 2, book.Total);
        Match match = Assert.Single(Regex.Matches(
            stopped, @"^ledger stopped and drained in \d+\.\d\d s: \d+ tuples executed, 0 failed; the next run goes on from epoch (\d+)\n$"));
        Assert.Matches(
            $@"^ledger goes on from epoch {match.Groups[1].Value}: {Who}; --fresh would begin anew\nledger completed in \d+\.\d\d s: 500 tuples executed, 0 failed\n$",
            Said());
    }

    [Fact]
    public async Task A_run_that_has_completed_leaves_nothing_to_go_on_from()
    {
        await CompleteAsync("one");
        Said();
        Ledger.Book book = await CompleteAsync("two");

        Assert.Equal(1000 * 1001 / 2, book.Total);
        Assert.Matches(@"^ledger completed in \d+\.\d\d s: 1,000 tuples executed, 0 failed\n$", Said());
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Fresh_begins_anew_and_says_what_is_given_up()
    {
        await StopAsync(500, "one --note x");
        Said();
        Ledger.Book book = await CompleteAsync("two --fresh");

        Assert.Equal(1000 * 1001 / 2, book.Total);
        Assert.Equal(["two"], book.Settings!.Inputs!);
        Assert.Equal("", book.Settings.Note);
        Assert.Matches($@"^ledger begins anew; {Who} is given up\nledger completed in \d+\.\d\d s: 1,000 tuples executed, 0 failed\n$", Said());
    }

    [Fact]
    public async Task Fresh_with_nothing_there_says_nothing()
    {
        await CompleteAsync("--fresh");

        Assert.StartsWith("ledger completed in ", Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_given_is_as_the_stopped_run_had_it_and_other_values_than_the_input_may_change()
    {
        await StopAsync(10, "one two --note before");
        await StopAsync(20, "--note after");
        Assert.Contains("ledger: --note is 'after' from now on, and was 'before'\n", Said(), StringComparison.Ordinal);
        Ledger.Book book = await CompleteAsync("");

        Assert.Equal(["one", "two"], book.Settings!.Inputs!);
        Assert.Equal("after", book.Settings.Note);
    }

    [Theory]
    [InlineData("one", "two", "INPUT is 'two', but ", "has 'one'")]
    [InlineData("", "two", "INPUT is 'two', but ", "has none")]
    public async Task Another_input_is_refused(string before, string now, string given, string had)
    {
        await StopAsync(10, before);
        Said();

        Assert.Equal(2, await _host.RunAsync(Definitions.Ledger(new Ledger.Book()), $"{now} --host-name here"));
        Assert.Matches(
            $"^error: ledger: {given}{Who}, which would go on, {had}; leave it out to go on with that one, or give --fresh to begin anew.\n$", Said());

        // Nothing was touched.
        Assert.Equal(1000 * 1001 / 2, (await CompleteAsync("")).Total);
    }

    [Fact]
    public async Task A_run_whose_record_is_gone_goes_on_all_the_same()
    {
        await StopAsync(10);
        Said();
        File.Delete(Path.Combine(Folder, "run.json"));

        Assert.Equal(1000 * 1001 / 2, (await CompleteAsync("other")).Total);
        Assert.Matches(@"^ledger goes on from epoch \d+; --fresh would begin anew\nledger completed", Said());
    }

    [Fact]
    public async Task The_record_of_a_run_is_readable_by_its_owner_only()
    {
        await StopAsync(10, "secret");

        string file = Path.Combine(Folder, "run.json");
        Assert.Contains("secret", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task The_folder_is_the_one_that_is_named()
    {
        await CompleteAsync("--data " + Path.Combine(_host.Folder, "mine"));
        await CompleteAsync("");

        Assert.Equal([Path.Combine(_host.Folder, "mine"), Folder], _host.Checkpoints.Folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_2_and_one_line()
    {
        _host.Checkpoints.Problem = new TopologyInputException("The data folder is in use by another process");

        Assert.Equal(2, await _host.RunAsync(Definitions.Ledger(new Ledger.Book()), ""));
        Assert.Equal("error: The data folder is in use by another process\n", Said());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_1_and_one_line()
    {
        _host.Checkpoints.Problem = new CheckpointStoreException("The disk is gone");

        Assert.Equal(1, await _host.RunAsync(Definitions.Ledger(new Ledger.Book()), ""));
        Assert.Equal("error: The disk is gone\n", Said());
    }

    [Fact]
    public async Task A_folder_whose_newest_epoch_is_in_another_store_is_refused_unless_it_begins_anew()
    {
        await StopAsync(10);
        new StoreMarker("ledger", "redis", "node:6379").Write(Folder);
        Said();

        Assert.Equal(2, await _host.RunAsync(Definitions.Ledger(new Ledger.Book()), ""));
        Assert.Matches(@"^error: The newest state of topology 'ledger' is in the redis store node:6379, [^\n]*\n$", Said());
        await CompleteAsync("--fresh");
    }

    /// <summary>Runs it until it has read what is written, and stops it.</summary>
    private async Task StopAsync(long written, string commandLine = "")
    {
        using var stop = new CancellationTokenSource();
        var book = new Ledger.Book { Written = written };
        Task<int> running = _host.RunAsync(Definitions.Ledger(book), commandLine + " --host-name here", stop.Token);
        Task ended = await Task.WhenAny(book.IsRead, running).InTime();
        Assert.True(ended == book.IsRead, _host.Errors);
        await stop.CancelAsync();
        Assert.Equal(0, await running.InTime());
        Assert.Null(book.Total);
    }

    private async Task<Ledger.Book> CompleteAsync(string commandLine)
    {
        var book = new Ledger.Book();
        int code = await _host.RunAsync(Definitions.Ledger(book), commandLine + " --host-name here").InTime();
        Assert.True(code == 0, _host.Errors);
        return book;
    }

    /// <summary>What was said since the last call.</summary>
    private string Said() => _host.TakeErrors();
}
