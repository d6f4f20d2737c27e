using System.Text;
using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Tests.Supervision;

public sealed class ChildOutputTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Errors_get_the_childs_name_and_output_passes_as_it_is()
    {
        var output = new ChildOutput(_host);

        await output.CopyErrorAsync("w1", Bytes("warning: one\nwarning: two\n\nthree"));
        await output.CopyOutputAsync("w1", Bytes("a\nb\n"));

        Assert.Equal("w1 | warning: one\nw1 | warning: two\nw1 | \nw1 | three\n", _host.Errors);
        Assert.Equal("a\nb\n", _host.Output);
    }

    [Fact]
    public async Task A_line_that_one_child_left_unfinished_is_ended_before_another_one_writes()
    {
        var output = new ChildOutput(_host);

        await output.CopyOutputAsync("w1", Bytes("half a li"));
        await output.CopyOutputAsync("w1", Bytes("ne\nhalf"));
        await output.CopyOutputAsync("w2", Bytes("whole\n"));

        Assert.Equal("half a line\nhalf\nwhole\n", _host.Output);
    }

    [Fact]
    public async Task An_output_that_is_full_is_told_and_children_do_not_hang()
    {
        if (!OperatingSystem.IsLinux())
        {
            // It has no device that is always full.
            return;
        }

        using var full = new StreamWriter(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        full.AutoFlush = true;
        _host.FullOutput = full;
        var output = new ChildOutput(_host);

        await output.CopyOutputAsync("w1", Bytes("a\nb\n"));
        await output.CopyOutputAsync("w2", Bytes("c\n"));

        Assert.IsType<IOException>(await output.Broken.InTime(), exactMatch: false);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
