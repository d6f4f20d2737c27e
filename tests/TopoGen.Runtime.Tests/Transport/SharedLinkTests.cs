using System.Net.Sockets;
using System.Runtime.CompilerServices;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>When links go over shared memory, and what becomes of that.</summary>
public sealed class SharedLinkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-rings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxFact]
    public async Task No_file_is_left_once_workers_are_linked()
    {
        await using TestWorker a = await TestWorker.Start("a", o => o.RingFolder = _folder);
        await using TestWorker b = await TestWorker.Start("b", o => o.RingFolder = _folder);
        Pass(a, b);
        a.AwaitLog("shared memory");
        b.AwaitLog("shared memory");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [LinuxTheory]
    [InlineData("a")]
    [InlineData("b")]
    public async Task Either_side_can_refuse(string refusing)
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        Pass(a, b);
        Assert.DoesNotContain(a.Log.Messages.Concat(b.Log.Messages), static m => m.Contains("shared memory", StringComparison.OrdinalIgnoreCase));

        Task<TestWorker> Start(string id) => TestWorker.Start(id, o => o.Kind = id == refusing ? LinkKind.Socket : LinkKind.Auto);
    }

    [LinuxTheory]
    [InlineData("a", "could not be made")]
    [InlineData("b", "could not be taken")]
    public async Task Where_there_is_no_memory_to_share_the_link_goes_over_its_socket(string without, string reason)
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        Pass(a, b);
        (without == "a" ? a : b).AwaitLog(reason);
        Assert.DoesNotContain(a.Log.Messages.Concat(b.Log.Messages), static m => m.EndsWith("shared memory", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));

        Task<TestWorker> Start(string id) => TestWorker.Start(id, o => o.RingFolder = id == without ? Path.Combine(_folder, "none") : _folder);
    }

    [LinuxFact]
    public async Task An_impossible_position_of_a_writer_closes_the_connection_with_a_reason()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [SendingPeer.Info], 1);
        using LinkSocket socket = Dial(b, out RingFile rings);
        using (rings)
        {
            rings.Header.Forward.Written = long.MaxValue;
            socket.TrySendAll([1]);
            b.AwaitLog("Link to a broke: the other side's position in its ring is impossible");
        }
    }

    [LinuxFact]
    public async Task An_impossible_position_of_a_reader_closes_the_connection_with_a_reason()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [SendingPeer.Info], 1);
        using LinkSocket socket = Dial(b, out RingFile rings);
        using (rings)
        {
            rings.Header.Backward.Read = -1;
            Deadline.Until(() => !rings.Reader.IsEmpty, "heartbeats come");
            for (int channel = 0; channel < 5000; channel++)
            {
                b.Hub.OpenSender(Numbered.Channel(channel), "a", static () => { });
            }

            b.AwaitLog("Link to a broke: the other side's position in the ring for it is impossible");
        }
    }

    [LinuxFact]
    public async Task Signals_without_bytes_do_nothing()
    {
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [SendingPeer.Info], 1);
        using LinkSocket socket = Dial(b, out RingFile rings);
        using (rings)
        {
            socket.TrySendAll(new byte[100_000]);
            Deadline.Until(() => !rings.Reader.IsEmpty, "heartbeats come all the same");
            Assert.DoesNotContain(b.Log.Messages, static m => m.Contains("broke"));
        }
    }

    [LinuxFact]
    public async Task A_peer_that_changes_the_ring_while_it_is_read_loses_the_connection_and_nothing_else()
    {
        int seed = Random.Shared.Next();
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [SendingPeer.Info], 1);
        for (int round = 1; round <= 10; round++)
        {
            using var socket = new SharedSocket(Dial(b, out RingFile rings), rings);
            using var over = new CancellationTokenSource();
            var random = new Random(seed + round);
            var changing = new Thread(() =>
            {
                while (!over.IsCancellationRequested)
                {
                    Change(rings, random);
                }
            });
            changing.Start();
            try
            {
                byte[] frame = new byte[FrameHeader.Size];
                new FrameHeader(FrameKind.Heartbeat, 0, 0, 0, 0).WriteTo(frame);
                int sent = 0;
                Deadline.Until(
                    () =>
                    {
                        // Until the ring is full: whoever reads is at it then.
                        while (socket.TrySend(frame.AsSpan(sent)) is > 0 and var taken)
                        {
                            sent = (sent + taken) % frame.Length;
                        }

                        return Breaks() == round;
                    },
                    $"the link breaks (seed {seed})");
            }
            finally
            {
                over.Cancel();
                changing.Join();
            }
        }

        int Breaks() => b.Log.Messages.Count(static m => m.StartsWith("Link to a broke: ", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task A_peer_that_is_killed_in_mid_traffic_leaves_whole_tuples_and_its_successor_has_a_new_ring()
    {
        await using TestWorker b = await TestWorker.Start("b", o => o.RingSize = LinkOptions.MinRing);
        b.Hub.SetPeers(b.Info, [SendingPeer.Info], 1);
        for (int life = 1; life <= 3; life++)
        {
            using IChannelReceiver receiver = b.Hub.OpenReceiver(Numbered.Channel(0, life), "a", static () => { });
            using var peer = new SendingPeer(b.Info.Socket!, life);
            long next = 0;
            Deadline.Until(() => (next = TakeAll(receiver, next)) > 5_000, "tuples arrive");
            int breaks = Breaks();
            var killing = Task.Run(peer.Kill);
            Deadline.Until(
                () =>
                {
                    next = TakeAll(receiver, next);
                    return killing.IsCompleted && Breaks() > breaks;
                },
                "the link breaks");
            await killing;
            Assert.Equal(life, b.Log.Messages.Count(static m => m.EndsWith("shared memory", StringComparison.Ordinal)));
        }

        int Breaks() => b.Log.Messages.Count(static m => m.StartsWith("Link to a broke", StringComparison.Ordinal));
    }

    private static unsafe void Change(RingFile rings, Random random)
    {
        var memory = new Span<byte>((byte*)Unsafe.AsPointer(ref rings.Header) + RingHeader.Bytes, LinkOptions.MinRing);
        memory[random.Next(memory.Length)] = (byte)random.Next();
    }

    private static long TakeAll(IChannelReceiver receiver, long next)
    {
        while (receiver.TryRead(out ReceivedBatch batch))
        {
            next = receiver.Take(batch, next);
        }

        return next;
    }

    private static void Pass(TestWorker a, TestWorker b)
    {
        TestWorker.Link(a, b);
        using IChannelSender there = a.Sender(Numbered.Channel(0), b);
        using IChannelReceiver atB = b.Receiver(Numbered.Channel(0), a);
        using IChannelSender back = b.Sender(Numbered.Channel(1), a);
        using IChannelReceiver atA = a.Receiver(Numbered.Channel(1), b);
        there.Write(0, 20_000, filler: 100, batch: 7);
        there.Flush();
        back.Write(0, 100, filler: 100);
        back.Flush();
        atB.Expect(0, 20_000);
        atA.Expect(0, 100);
    }

    /// <summary>Handshakes like worker "a" and gets shared memory.</summary>
    private static LinkSocket Dial(TestWorker to, out RingFile rings)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(to.Info.Socket!));
        var context = new LinkContext(new LinkOptions { RingSize = LinkOptions.MinRing }, TestWorker.Schema, TimeProvider.System, to.Log);
        LinkSocket link = LinuxSocket.OrPlain(socket, "test");
        Assert.Equal(HandshakeCode.Ready, Handshake.Dial(link, "a", to.Info.Id, context, out RingFile? made, out string reason));
        Assert.Equal("", reason);
        Assert.NotNull(made);
        rings = made;
        return link;
    }
}
