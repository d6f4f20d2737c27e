using System.IO.Pipes;
using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class PipeInputTests
{
    [Fact]
    public void An_open_pipe_has_nothing_yet_and_never_blocks_its_reader()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var input = new PipeInput(() => new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle));
        byte[] buffer = new byte[16];

        Assert.Equal(TextInput.NothingYet, input.Read(buffer));

        server.Write("abc"u8);
        Assert.Equal(3, Until(() => input.Read(buffer), read => read != TextInput.NothingYet));
        Assert.Equal(TextInput.NothingYet, input.Read(buffer));

        server.Dispose();
        Assert.Equal(0, Until(() => input.Read(buffer), read => read != TextInput.NothingYet));
    }

    [Fact]
    public void A_stream_larger_than_the_read_ahead_comes_complete_and_in_order()
    {
        byte[] bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        using var input = new PipeInput(() => new MemoryStream(bytes));
        var received = new MemoryStream();
        byte[] buffer = new byte[70_001];
        int read;
        while ((read = Until(() => input.Read(buffer), r => r != TextInput.NothingYet)) > 0)
        {
            received.Write(buffer, 0, read);
        }

        Assert.True(bytes.AsSpan().SequenceEqual(received.ToArray()));
    }

    private static int Until(Func<int> read, Func<int, bool> enough)
    {
        long deadline = Environment.TickCount64 + 30_000;
        while (true)
        {
            int value = read();
            if (enough(value))
            {
                return value;
            }

            Assert.True(Environment.TickCount64 < deadline, "nothing came in time");
            Thread.Yield();
        }
    }
}
