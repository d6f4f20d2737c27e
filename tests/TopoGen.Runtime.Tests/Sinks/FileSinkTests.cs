using System.Globalization;
using System.Text;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Sinks;

public sealed class FileSinkTests : SinkContract<FileLine>, IDisposable
{
    private static readonly SinkTask Task0 = new("orders", "Lines", 0, 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-sink-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_of_a_task_sort_in_the_order_of_its_commands_and_hold_nothing_else()
    {
        ISink<FileLine> sink = Create();
        SinkStamp? last = null;
        for (int epoch = 1; epoch <= 12; epoch++)
        {
            var stamp = new SinkStamp(ulong.MaxValue / (ulong)epoch, 1, 1, 13 - epoch, 1, 1);
            await sink.ApplyAsync(Task0, last, stamp, [new FileLine($"{epoch} äöü"), new FileLine("")], CancellationToken.None);
            last = stamp;
        }

        string text = string.Concat(Directory.GetFiles(_folder.FullName, "*.txt").Order(StringComparer.Ordinal).Select(f => File.ReadAllText(f, Encoding.UTF8)));
        Assert.Equal(string.Concat(Enumerable.Range(1, 12).Select(e => $"{e} äöü\n\n")), text);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_counts_for_nothing()
    {
        ISink<FileLine> sink = Create();
        var stamp = new SinkStamp(1, 1, 1, 1, 1, 1);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, new FilePart(Task0, 1, stamp).Name + ".new"), "half a li");

        Assert.Null(await sink.ReadStampAsync(Task0, CancellationToken.None));
        await sink.ApplyAsync(Task0, null, stamp, [new FileLine("whole")], CancellationToken.None);

        Assert.Equal("whole\n", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.FullName, "*.txt"))));
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.new"));
    }

    [Fact]
    public async Task What_another_process_has_written_is_seen_however_often_they_take_turns()
    {
        ISink<FileLine>[] sinks = [Create(), Create()];
        SinkStamp? last = null;
        for (int epoch = 1; epoch <= 20; epoch++)
        {
            var stamp = new SinkStamp(1, 1, 1, epoch, 1, 1);
            ISink<FileLine> sink = sinks[epoch / 3 % 2];
            if (last is not null)
            {
                await Assert.ThrowsAsync<SinkReplacedException>(() => sink.ApplyAsync(Task0, null, stamp, [new FileLine("stale")], CancellationToken.None).AsTask());
            }

            await sink.ApplyAsync(Task0, last, stamp, [new FileLine($"{epoch}")], CancellationToken.None);
            Assert.Equal(stamp, await sink.ReadStampAsync(Task0, CancellationToken.None));
            last = stamp;
        }

        Assert.Equal(20, Directory.GetFiles(_folder.FullName, "*.txt").Length);
    }

    [Fact]
    public async Task Newest_file_that_was_taken_away_is_missed()
    {
        ISink<FileLine> sink = Create();
        SinkStamp[] stamps = [new SinkStamp(1, 1, 1, 1, 1, 1), new SinkStamp(1, 1, 1, 2, 1, 1)];
        await sink.ApplyAsync(Task0, null, stamps[0], [new FileLine("1")], CancellationToken.None);
        File.Delete(Assert.Single(Directory.GetFiles(_folder.FullName, "*.txt")));

        await Assert.ThrowsAsync<SinkReplacedException>(() => sink.ApplyAsync(Task0, stamps[0], stamps[1], [new FileLine("2")], CancellationToken.None).AsTask());
        Assert.Null(await sink.ReadStampAsync(Task0, CancellationToken.None));
    }

    [Fact]
    public async Task Who_writes_for_a_task_while_another_process_does_waits_and_looks_again()
    {
        ISink<FileLine> sink = Create();
        SinkStamp[] stamps = [new SinkStamp(1, 1, 1, 1, 1, 1), new SinkStamp(2, 2, 2, 1, 1, 1)];
        Task applied;
        await using (new FileStream(Path.Combine(_folder.FullName, FilePart.LockOf(Task0)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            applied = sink.ApplyAsync(Task0, null, stamps[0], [new FileLine("late")], CancellationToken.None).AsTask();
            Assert.False(applied.IsCompleted);
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, new FilePart(Task0, 1, stamps[1]).Name), "");
        }

        await Assert.ThrowsAsync<SinkReplacedException>(() => applied);
        Assert.Single(Directory.GetFiles(_folder.FullName, "*.txt"));
    }

    [Fact]
    public async Task Directory_that_does_not_exist_is_refused()
    {
        var sink = new FileSink(new FileSinkOptions(Path.Combine(_folder.FullName, "nowhere")));

        TopologyInputException refused = await Assert.ThrowsAsync<TopologyInputException>(() => sink.ReadStampAsync(Task0, CancellationToken.None).AsTask());
        Assert.Contains("nowhere' of sink orders/Lines[0 of 1] does not exist; make it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_files_are_no_stamps()
    {
        string prefix = "orders.Lines-0-of-1.";
        foreach (string name in new[] { "x.txt", "0000000003.txt", "0000000004.stamp.txt", "x.0000000000000001.1.0000000000000001.1.1.1.txt" })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, prefix + name), "");
        }

        Assert.Null(await Create().ReadStampAsync(Task0, CancellationToken.None));
    }

    [Fact]
    public async Task Files_that_were_taken_back_are_deleted_also_where_that_was_broken_off()
    {
        ISink<FileLine> sink = Create();
        SinkStamp[] stamps = [.. Enumerable.Range(1, 4).Select(epoch => new SinkStamp(5, 1, 1, epoch, 1, 1))];
        SinkStamp? last = null;
        foreach (SinkStamp stamp in stamps)
        {
            await sink.ApplyAsync(Task0, last, stamp, [new FileLine($"{stamp.Epoch}")], CancellationToken.None);
            last = stamp;
        }

        // Files of a stranger, and those of the epochs that stay, are nobody's to delete.
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, new FilePart(Task0, 3, new SinkStamp(9, 9, 9, 9, 1, 1)).Name), "");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, new FilePart(Task0 with { Index = 1 }, 3, stamps[2]).Name), "");

        // What a process leaves that dies right after the stamp has moved.
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, new FilePart(Task0, 5, stamps[1]).Name), "");

        Assert.Equal(stamps[1], await sink.ReadStampAsync(Task0, CancellationToken.None));
        string[] left = [.. Directory.GetFiles(_folder.FullName, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                new FilePart(Task0, 1, stamps[0]).Name, new FilePart(Task0, 2, stamps[1]).Name, new FilePart(Task0, 3, new SinkStamp(9, 9, 9, 9, 1, 1)).Name,
                new FilePart(Task0, 5, stamps[1]).Name, new FilePart(Task0 with { Index = 1 }, 3, stamps[2]).Name,
            ],
            left);
    }

    protected override bool TakesBack => true;

    protected override ISink<FileLine> Create() => new FileSink(new FileSinkOptions(_folder.FullName));

    protected override FileLine Command(int number) => new($"{number}");

    protected override async Task<IReadOnlyList<int>> AppliedAsync(SinkTask task)
    {
        var numbers = new List<int>();
        foreach (string file in Directory.GetFiles(_folder.FullName, $"{task.Topology}.{task.Component}-{task.Index}-of-{task.Parallelism}.*.txt").Order(StringComparer.Ordinal))
        {
            numbers.AddRange((await File.ReadAllLinesAsync(file)).Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
        }

        return numbers;
    }
}
