using System.Net.Sockets;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>A worker that speaks the handshake and then anything.</summary>
public class LinkHostileTests
{
    [Fact]
    public async Task Random_bytes_close_the_connection_with_a_reason()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        for (int round = 0; round < 50; round++)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(b.Info.Socket!));
            byte[] bytes = new byte[random.Next(HandshakeFormat.PrefixSize, 5000)];
            random.NextBytes(bytes);
            await ExpectEnd(socket, bytes, seed);
        }

        b.AwaitLog("does not speak this protocol");
    }

    [Fact]
    public async Task Random_frames_after_the_handshake_close_the_connection_with_a_reason()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        for (int round = 0; round < 50; round++)
        {
            using Socket socket = Connect(b);
            byte[] bytes = new byte[random.Next(FrameHeader.Size, 5000)];
            random.NextBytes(bytes);
            await ExpectEnd(socket, bytes, seed);
        }

        b.AwaitLog("Link to a broke: ");
    }

    [Fact]
    public async Task Oversized_lengths_close_the_connection_and_cost_no_memory()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        using Socket socket = Connect(b);
        await ExpectEnd(socket, Frame(new FrameHeader(FrameKind.Data, int.MaxValue, 1, 1, 0)), 0);
        b.AwaitLog("Data frame of 2147483647 bytes");
        using Socket again = Connect(b);
        await ExpectEnd(again, Frame(new FrameHeader(FrameKind.Open, -1, 1, 0, 0)), 0);
        b.AwaitLog("Open frame of 4294967295 bytes");
    }

    [Fact]
    public async Task Truncated_frames_do_nothing()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        using IChannelReceiver receiver = b.Hub.OpenReceiver(Numbered.Channel(), "a", static () => { });
        using Socket socket = Connect(b);
        Open(socket, 1);
        await AwaitGrant(socket);
        byte[] frame = Data(1, 0, 100);
        await socket.SendAsync(frame.AsMemory(0, frame.Length - 1));
        socket.Shutdown(SocketShutdown.Send);
        b.AwaitLog("Link to a broke: ");
        Assert.False(receiver.HasData);

        // The next connection goes on at the frame that did not come whole.
        using Socket again = Connect(b);
        Open(again, 2);
        Assert.Equal(0, await AwaitGrant(again));
        await again.SendAsync(Data(2, 0, 100));
        receiver.Expect(0, 1);
    }

    [Theory]
    [InlineData("beyond its credit")]
    [InlineData("of offset 7; expected 0")]
    [InlineData("opened twice")]
    [InlineData("without a channel")]
    public async Task Breaches_of_the_protocol_close_the_connection_with_a_reason(string reason)
    {
        await using TestWorker b = await TestWorker.Start("b", static o => o.WindowSize = LinkOptions.MinWindow);
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        using IChannelReceiver receiver = b.Hub.OpenReceiver(Numbered.Channel(), "a", static () => { });
        using Socket socket = Connect(b);
        Open(socket, 1);
        await AwaitGrant(socket);
        switch (reason)
        {
            case "before it was granted":
            case "beyond its credit":
                await ExpectEnd(socket, [.. Data(1, 0, 60_000), .. Data(1, 60_036, 60_000)], 0);
                break;
            case "opened twice":
                await ExpectEnd(socket, OpenFrame(2), 0);
                break;
            case "without a channel":
                await ExpectEnd(socket, Frame(new FrameHeader(FrameKind.Open, ChannelIdCodec.MinSize, 3, 0, 0), [.. Enumerable.Repeat((byte)0xff, ChannelIdCodec.MinSize)]), 0);
                break;
            default:
                await ExpectEnd(socket, Data(1, 7, 10), 0);
                break;
        }

        b.AwaitLog(reason);
        Assert.InRange(((ChannelReceiver)receiver).Held, 0, 3 * LinkOptions.MinWindow);
    }

    [Fact]
    public async Task Frames_of_no_channel_are_refused_and_counted()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        using Socket socket = Connect(b);
        await socket.SendAsync((byte[])[.. Data(9, 0, 10), .. Data(9, 46, 1_000_000), .. Data(9, 1_000_082, 10)]);
        Deadline.Until(() => b.Hub.RefusedFrames == 3, "all are counted");
        using IChannelReceiver receiver = b.Hub.OpenReceiver(Numbered.Channel(), "a", static () => { });
        Open(socket, 1);
        await AwaitGrant(socket);
        await socket.SendAsync(Data(1, 0, 10));
        receiver.Expect(0, 1);
    }

    [Fact]
    public async Task Frames_of_a_channel_whose_receiver_is_gone_are_refused_and_counted()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [Stranger], 1);
        IChannelReceiver receiver = b.Hub.OpenReceiver(Numbered.Channel(), "a", static () => { });
        using Socket socket = Connect(b);
        Open(socket, 1);
        await AwaitGrant(socket);
        receiver.Dispose();
        await socket.SendAsync(Data(1, 0, 10));
        Deadline.Until(() => b.Hub.RefusedFrames == 1, "it is counted");
        Assert.False(receiver.HasData);
        Assert.Equal(0, ((ChannelReceiver)receiver).Held);
    }

    private static WorkerInfo Stranger { get; } = new() { Id = "a", Process = "a", Name = "a", Host = "here", ProcessId = 1, Socket = "/nowhere" };

    private static Socket Connect(TestWorker to)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(to.Info.Socket!));
        var context = new LinkContext(new LinkOptions(), TestWorker.Schema, TimeProvider.System, to.Log);
        var plain = new PlainSocket(socket, "test");
        Assert.Equal(HandshakeCode.Ready, Handshake.Dial(plain, "a", to.Info.Id, context, out _, out string reason));
        Assert.Equal("", reason);
        socket.Blocking = true;
        return socket;
    }

    private static byte[] Frame(FrameHeader header, byte[]? payload = null)
    {
        byte[] frame = new byte[FrameHeader.Size + (payload?.Length ?? 0)];
        header.WriteTo(frame);
        payload?.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    private static byte[] OpenFrame(uint number)
    {
        byte[] identity = new byte[ChannelIdCodec.MaxSize];
        int length = ChannelIdCodec.Write(Numbered.Channel(), identity);
        return Frame(new FrameHeader(FrameKind.Open, length, number, 0, 0), identity[..length]);
    }

    private static void Open(Socket socket, uint number) => socket.Send(OpenFrame(number));

    private static byte[] Data(uint number, long offset, int filler)
    {
        byte[] tuple = new byte[12 + filler];
        Numbered.Encode(tuple, 0, filler);
        return Frame(new FrameHeader(FrameKind.Data, tuple.Length, number, 1, offset), tuple);
    }

    /// <returns>The offset granted.</returns>
    private static async Task<long> AwaitGrant(Socket socket)
    {
        byte[] header = new byte[FrameHeader.Size];
        while (true)
        {
            await Fill(header);
            FrameHeader read = FrameHeader.Trusted(header);
            await Fill(new byte[read.Length]);
            if (read.Kind == FrameKind.Grant)
            {
                return read.Offset;
            }
        }

        async Task Fill(byte[] target)
        {
            for (int filled = 0; filled < target.Length;)
            {
                int read = await socket.ReceiveAsync(target.AsMemory(filled)).AsTask().WaitAsync(Deadline.Limit);
                Assert.NotEqual(0, read);
                filled += read;
            }
        }
    }

    /// <summary>Sends bytes and waits until the other side closes the connection.</summary>
    private static async Task ExpectEnd(Socket socket, byte[] bytes, int seed)
    {
        byte[] answer = new byte[4096];
        try
        {
            await socket.SendAsync(bytes);
            while (await socket.ReceiveAsync(answer).WaitAsync(Deadline.Limit) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed with bytes unread, which resets the connection.
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The connection stays open (seed {seed}).");
        }
    }
}
