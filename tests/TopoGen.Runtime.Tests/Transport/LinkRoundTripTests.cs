using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

public class LinkRoundTripTests
{
    [Theory]
    [InlineData("shared")]
    [InlineData("unix")]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task Tuples_and_signals_arrive_in_order(string kind)
    {
        using var certificates = new Certificates();
        await using TestWorker a = await Start("a", kind, certificates);
        await using TestWorker b = await Start("b", kind, certificates);
        TestWorker.Link(a, b);
        using IChannelSender there = a.Sender(Numbered.Channel(0), b);
        using IChannelReceiver atB = b.Receiver(Numbered.Channel(0), a);
        using IChannelSender back = b.Sender(Numbered.Channel(1), a);
        using IChannelReceiver atA = a.Receiver(Numbered.Channel(1), b);

        there.Write(0, 1000, filler: 50, batch: 7);
        there.Write(ControlSignal.Stop);
        there.Write(1000, 1003);
        there.Write(ControlSignal.End);
        there.Flush();
        back.Write(0, 10);
        back.Flush();

        atB.Expect(0, 1000);
        atB.Expect(ControlSignal.Stop);
        atB.Expect(1000, 1003);
        atB.Expect(ControlSignal.End);
        atA.Expect(0, 10);
        Deadline.Until(() => there.Pending == 0 && back.Pending == 0, "all is acknowledged");
        Assert.DoesNotContain(a.Log.Messages.Concat(b.Log.Messages), static m => !m.StartsWith("Linked", StringComparison.Ordinal));
        Assert.Equal(0, a.Hub.RefusedFrames + b.Hub.RefusedFrames);
        Assert.Empty(a.Hub.SilentPeers);
        Assert.Equal(kind == "shared" && OperatingSystem.IsLinux(), a.Log.Messages.Any(static m => m.EndsWith("shared memory", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_secret_and_tls_together_link_workers()
    {
        using var certificates = new Certificates();
        void Configure(LinkOptions options)
        {
            certificates.Use(options);
            options.Secret = "a secret of the test";
        }

        await using TestWorker a = await TestWorker.Start("a", Configure);
        await using TestWorker b = await TestWorker.Start("b", Configure);
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        sender.Write(0, 100_000, filler: 100, batch: 100);
        sender.Flush();
        receiver.Expect(0, 100_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_does_not_matter_which_end_opens_first(bool receiverFirst)
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        TestWorker.Link(a, b);
        using IChannelSender probe = a.Sender(Numbered.Channel(9), b);
        using IChannelReceiver probed = b.Receiver(Numbered.Channel(9), a);

        IChannelReceiver? receiver = receiverFirst ? b.Receiver(Numbered.Channel(), a) : null;
        Pass(probe, probed, 0);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        sender.Write(0, 5);
        sender.Flush();
        Pass(probe, probed, 1);
        receiver ??= b.Receiver(Numbered.Channel(), a);
        using (receiver)
        {
            receiver.Expect(0, 5);
        }
    }

    [Fact]
    public async Task Nothing_flows_before_the_receiver_is_there()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        TestWorker.Link(a, b);
        using IChannelSender probe = a.Sender(Numbered.Channel(9), b);
        using IChannelReceiver probed = b.Receiver(Numbered.Channel(9), a);

        // The receiver of another incarnation is there: the one the sender means is dead, or not placed yet.
        using IChannelSender sender = a.Sender(Numbered.Channel(0, incarnation: 1), b);
        using IChannelReceiver other = b.Receiver(Numbered.Channel(0, incarnation: 2), a);
        sender.Write(0, 100_000, filler: 100, batch: 100);
        sender.Flush();
        Pass(probe, probed, 0);
        Assert.False(sender.HasRoom);
        Assert.Equal(100_000, sender.Pending);
        Assert.False(other.HasData);
        Assert.Equal(0, other.Pending);
        Assert.Equal(0, b.Hub.RefusedFrames);
    }

    [Fact]
    public async Task A_tuple_larger_than_the_window_passes()
    {
        await using TestWorker a = await TestWorker.Start("a", o => o.WindowSize = 64 * 1024);
        await using TestWorker b = await TestWorker.Start("b", o => o.WindowSize = 64 * 1024);
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        sender.Write(0, 3);
        sender.Write(3, 6, filler: 5_000_000);
        sender.Write(6, 9);
        sender.Write(ControlSignal.End);
        sender.Flush();
        receiver.Expect(0, 9);
        receiver.Expect(ControlSignal.End);
    }

    [Fact]
    public async Task A_batch_may_be_handled_in_parts()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        sender.Write(0, 10);
        sender.Flush();
        Deadline.Until(() => receiver.HasData, "all are there");
        for (int left = 10; left > 0; left--)
        {
            Assert.True(receiver.TryRead(out ReceivedBatch batch));
            Assert.Equal(left, batch.Count);
            Assert.Equal(left * 12, batch.Bytes.Length);
            Assert.Equal(10 - left, batch.Bytes[4]);
            receiver.Advance(12, 1);
            Assert.Equal(left - 1, receiver.Pending);
        }

        Assert.False(receiver.HasData);
        Assert.False(receiver.TryRead(out _));
        Deadline.Until(() => sender.Pending == 0, "the heartbeat acknowledges the rest");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Workers_of_one_host_use_its_socket_unless_it_is_not_there(bool isThere)
    {
        await using TestWorker a = await TestWorker.Start("a", static o => o.Listen = "127.0.0.1:0");
        await using TestWorker b = await TestWorker.Start("b", static o => o.Listen = "127.0.0.1:0");
        WorkerInfo near = b.Info with { Host = a.Info.Host, Socket = isThere ? b.Info.Socket : b.Info.Socket + "-of-another-machine" };
        b.Hub.SetPeers(b.Info, [a.Info], 1);
        a.Hub.SetPeers(a.Info, [near], 1);
        a.AwaitLog($"Linked to b over {(isThere ? b.Info.Socket : b.Info.Address)}");
    }

    [Fact]
    public async Task Many_workers_are_linked_each_to_each()
    {
        TestWorker[] workers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => TestWorker.Start($"w{i}")));
        TestWorker.Link(workers);
        foreach ((int from, int to) in from x in Enumerable.Range(0, 5) from y in Enumerable.Range(0, 5) where x != y select (x, y))
        {
            using IChannelSender sender = workers[from].Sender(Numbered.Channel(from), workers[to]);
            using IChannelReceiver receiver = workers[to].Receiver(Numbered.Channel(from), workers[from]);
            sender.Write(0, 10);
            sender.Flush();
            receiver.Expect(0, 10);
        }

        foreach (TestWorker worker in workers)
        {
            await worker.DisposeAsync();
            Assert.False(File.Exists(worker.Info.Socket));
        }
    }

    private static Task<TestWorker> Start(string id, string kind, Certificates certificates) => TestWorker.Start(id, options =>
    {
        if (kind == "tls")
        {
            certificates.Use(options);
        }
        else if (kind == "tcp")
        {
            options.Listen = "127.0.0.1:0";
        }
        else
        {
            options.Kind = kind == "unix" ? LinkKind.Socket : LinkKind.Auto;
        }
    });

    /// <summary>One tuple over the same link: when it is here, all that was sent before it is.</summary>
    private static void Pass(IChannelSender sender, IChannelReceiver receiver, long number)
    {
        sender.Write(number, number + 1);
        sender.Flush();
        receiver.Expect(number, number + 1);
    }
}
