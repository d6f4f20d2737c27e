using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_committed_result_replaces_the_older_one()
    {
        string path = _folder.Write("result", "older and longer"u8);
        using (var file = new ResultFile(path))
        {
            file.Writer.WriteLine("n\u00e9w");
            Assert.Equal("older and longer", File.ReadAllText(path));
            file.Commit();
        }

        Assert.Equal("n\u00e9w\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Without_a_commit_nothing_is_left_and_nothing_is_lost()
    {
        string path = _folder.Write("result", "older"u8);
        using (var file = new ResultFile(path))
        {
            file.Writer.Write(new string('x', 1_000_000));
        }

        Assert.Equal("older", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_behind_is_removed_and_nothing_else()
    {
        string path = _folder["result"];
        string left = _folder.Write($"result.{Guid.NewGuid():n}.tmp", "half"u8);
        string[] others = [_folder.Write("result.old.tmp", "mine"u8), _folder.Write($"other.{Guid.NewGuid():n}.tmp", "half"u8)];
        using var first = new ResultFile(path);
        first.Writer.Write("first");
        using (var second = new ResultFile(path))
        {
            second.Writer.Write("second");
            second.Commit();
        }

        first.Commit();

        Assert.False(File.Exists(left));
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal(new HashSet<string>([.. others, path]), [.. Directory.GetFiles(_folder.Path)]);
    }

    [Fact]
    public void A_link_stays_a_link_to_the_new_result()
    {
        string target = _folder.Write("target", "older"u8);
        File.CreateSymbolicLink(_folder["link"], target);
        using (var file = new ResultFile(_folder["link"]))
        {
            file.Writer.Write("new");
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact]
    public void A_link_and_a_path_may_be_relative()
    {
        string target = _folder.Write("target", "older"u8);
        Directory.CreateDirectory(_folder["a"]);
        File.CreateSymbolicLink(_folder["a/link"], "../middle");
        File.CreateSymbolicLink(_folder["middle"], "target");
        using (var file = new ResultFile(Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder["a/link"])))
        {
            file.Writer.Write("new");
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal("../middle", new FileInfo(_folder["a/link"]).LinkTarget);
        Assert.Equal("target", new FileInfo(_folder["middle"]).LinkTarget);
    }

    [Fact]
    public void An_input_is_not_replaced()
    {
        string input = _folder.Write("a/input", "older"u8);
        File.CreateSymbolicLink(_folder["link"], "a/input");
        Directory.CreateSymbolicLink(_folder["b"], "a");
        foreach (string path in (string[])[input, _folder["link"], _folder["b/input"]])
        {
            foreach (string read in (string[])[input, _folder["link"], Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder["b/input"])])
            {
                Assert.Equal($"Cannot write '{path}': it is also an input.", Mistake(path, "-", read));
            }
        }

        Assert.Equal("older", File.ReadAllText(input));
        new ResultFile(_folder["a/other"], "-", input).Dispose();
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_any_work()
    {
        _folder.Write("file", ""u8);

        Assert.Equal($"Cannot write '{_folder["no/such"]}': its folder does not exist.", Mistake(_folder["no/such"]));
        Assert.Equal($"Cannot write '{_folder.Path}': it is a folder.", Mistake(_folder.Path));
        Assert.Equal($"Cannot write '{_folder["new"]}/': its folder does not exist.", Mistake(_folder["new"] + "/"));
        Assert.Equal("Cannot write '': the path is empty.", Mistake(""));
        Assert.Equal("Cannot write '/dev/null': it is a device.", Mistake("/dev/null"));
        File.CreateSymbolicLink(_folder["device"], "/dev/null");
        File.CreateSymbolicLink(_folder["circle"], "circle");
        Assert.Equal($"Cannot write '{_folder["device"]}': it is a device.", Mistake(_folder["device"]));
        Assert.Equal($"Cannot write '{_folder["circle"]}': its links lead in a circle.", Mistake(_folder["circle"]));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("Cannot write '/proc/x.tsv': no file can be created there.", Mistake("/proc/x.tsv"));
        }

        Assert.StartsWith($"Cannot write '{_folder["file"]}/x': ", Mistake(_folder["file"] + "/x"), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    private static string Mistake(string path, params string[] inputs)
        => Assert.Throws<TopologyInputException>(() => new ResultFile(path, inputs)).Message;
}
