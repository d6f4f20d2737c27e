using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Over shared memory, as long as nothing forbids it.</summary>
public sealed class SharedLinkFlowTests() : LinkFlowTests(LinkKind.Auto);

/// <summary>Over a Unix socket alone.</summary>
public sealed class SocketLinkFlowTests() : LinkFlowTests(LinkKind.Socket);

public abstract class LinkFlowTests(LinkKind kind)
{
    private const int Window = LinkOptions.MinWindow;

    [Fact]
    public async Task Channels_without_credit_never_block_each_other()
    {
        const int Channels = 64;
        const int Tuples = 2000;
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        IChannelSender[] senders = [.. Enumerable.Range(0, Channels).Select(i => a.Sender(Numbered.Channel(i), b))];
        IChannelReceiver[] receivers = [.. Enumerable.Range(0, Channels).Select(i => b.Receiver(Numbered.Channel(i), a))];
        var written = new long[Channels];
        var read = new long[Channels];
        var random = new Random(7);
        Deadline.Until(
            () =>
            {
                for (int i = 0; i < Channels; i++)
                {
                    if (written[i] < Tuples && senders[i].HasRoom)
                    {
                        senders[i].Write(written[i], written[i] + 20, filler: random.Next(4000), batch: 5);
                        senders[i].Flush();
                        written[i] += 20;
                    }

                    // Consumers that take turns: most are out of credit at any time.
                    if (random.Next(4) == 0 && receivers[i].TryRead(out ReceivedBatch batch))
                    {
                        read[i] = receivers[i].Take(batch, read[i]);
                    }
                }

                return read.All(n => n == Tuples);
            },
            "all channels end");
        Deadline.Until(() => senders.All(s => s.Pending == 0), "all is acknowledged");
        Assert.Equal(0, b.Hub.RefusedFrames);
    }

    [Fact]
    public async Task A_consumer_that_stands_still_blocks_no_sibling_and_holds_a_window_at_most()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using var stuck = (ChannelSender)a.Sender(Numbered.Channel(0), b);
        using var stuckAtB = (ChannelReceiver)b.Receiver(Numbered.Channel(0), a);
        using IChannelSender other = a.Sender(Numbered.Channel(1), b);
        using IChannelReceiver otherAtB = b.Receiver(Numbered.Channel(1), a);
        long written = 0;
        while (stuck.HasRoom)
        {
            stuck.Write(written, written + 10, filler: 500, batch: 10);
            stuck.Flush();
            written += 10;
        }

        var reading = Task.Run(() => otherAtB.Expect(0, 20_000));
        other.WriteWithinRoom(0, 20_000, filler: 200);
        await reading.WaitAsync(Deadline.Limit);

        Assert.False(stuck.HasRoom);
        Assert.InRange(stuck.Held, Window, 3 * Window);
        Assert.InRange(stuckAtB.Held, Window / 2, 3 * Window);
        stuckAtB.Expect(0, written);
        Deadline.Until(() => stuck.HasRoom && stuck.Pending == 0, "room again");
    }

    [Fact]
    public async Task The_producer_is_told_of_room_and_the_consumer_of_data()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using var room = new SemaphoreSlim(0);
        using var data = new SemaphoreSlim(0);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b, () => room.Release());
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a, () => data.Release());
        const int Tuples = 50_000;

        // Both sides wait for nothing but their calls: one that is lost hangs the test.
        var consuming = Task.Run(() =>
        {
            long next = 0;
            while (next < Tuples)
            {
                if (receiver.TryRead(out ReceivedBatch batch))
                {
                    next = receiver.Take(batch, next);
                }
                else
                {
                    Assert.True(data.Wait(Deadline.Limit), $"Nobody said that tuple {next} is there.");
                }
            }
        });
        var producing = Task.Run(() =>
        {
            for (long next = 0; next < Tuples;)
            {
                if (sender.HasRoom)
                {
                    sender.Write(next, next + 10, filler: 300, batch: 10);
                    sender.Flush();
                    next += 10;
                }
                else
                {
                    Assert.True(room.Wait(Deadline.Limit), $"Nobody said that there is room for tuple {next}.");
                }
            }
        });
        await Task.WhenAll(consuming, producing).WaitAsync(Deadline.Limit);
    }

    [Fact]
    public async Task Frames_of_a_dead_channel_are_refused_and_counted()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(0), b);
        IChannelReceiver receiver = b.Receiver(Numbered.Channel(0), a);
        using IChannelSender probe = a.Sender(Numbered.Channel(1), b);
        using IChannelReceiver probed = b.Receiver(Numbered.Channel(1), a);
        sender.Write(0, 10);
        sender.Flush();
        receiver.Expect(0, 10);

        // What is on its way when the receiver goes is refused; the sender hears of it and discards the rest.
        Deadline.Until(
            () =>
            {
                sender.Write(10, 11);
                sender.Flush();
                receiver.Dispose();
                return sender.Pending > 0;
            },
            "something is under way");
        Deadline.Until(
            () =>
            {
                sender.Write(11, 12, filler: 1000);
                sender.Flush();
                return ((ChannelSender)sender).Held == 0;
            },
            "the sender is dead");
        long pending = sender.Pending;
        sender.Write(12, 100, filler: 60_000);
        sender.Flush();
        Assert.True(sender.HasRoom);
        Assert.Equal(pending, sender.Pending);
        probe.Write(0, 1);
        probe.Flush();
        probed.Expect(0, 1);
    }

    [Fact]
    public async Task A_receiver_that_refuses_its_bytes_ends_its_channel_and_no_other()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelSender bad = a.Sender(Numbered.Channel(0), b);
        using IChannelReceiver badAtB = b.Receiver(Numbered.Channel(0), a);
        using IChannelSender good = a.Sender(Numbered.Channel(1), b);
        using IChannelReceiver goodAtB = b.Receiver(Numbered.Channel(1), a);
        bad.Write(0, 10);
        bad.Flush();
        good.Write(0, 10);
        good.Flush();
        Deadline.Until(() => badAtB.HasData, "data");
        badAtB.Refuse("these are no tuples");
        Assert.False(badAtB.HasData);
        Assert.False(badAtB.TryRead(out _));
        goodAtB.Expect(0, 10);
        good.Write(10, 20);
        good.Flush();
        goodAtB.Expect(10, 20);
        b.AwaitLog("these are no tuples");
        Deadline.Until(() => ((ChannelSender)bad).Held == 0, "the sender is dead");
        Assert.Equal(10, bad.Pending);
    }

    [Fact]
    public async Task A_sender_disposed_of_with_unsent_data_leaves_the_link_well()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(0), a);
        using IChannelSender other = a.Sender(Numbered.Channel(1), b);
        using IChannelReceiver otherAtB = b.Receiver(Numbered.Channel(1), a);
        IChannelSender sender = a.Sender(Numbered.Channel(0), b);
        sender.Write(0, 1000, filler: 1000, batch: 10);
        sender.Flush();
        Deadline.Until(() => receiver.HasData, "data");
        sender.Dispose();
        sender.Write(1000, 1001);
        sender.Flush();
        other.WriteWithinRoom(0, 100);
        otherAtB.Expect(0, 100);
        Assert.InRange(receiver.Pending, 1, 999);
        long next = 0;
        while (receiver.TryRead(out ReceivedBatch batch))
        {
            next = receiver.Take(batch, next);
        }
    }

    [Fact]
    public async Task A_peer_that_is_gone_leaves_dead_ends()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(0), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(0), a);
        int told = 0;
        using IChannelSender full = a.Sender(Numbered.Channel(1), b, () => Interlocked.Increment(ref told));
        full.Write(0, 100, filler: 1000);
        Assert.False(full.HasRoom);
        sender.Write(0, 10);
        sender.Flush();
        Deadline.Until(() => receiver.Pending == 10, "data");

        a.Hub.SetPeers(a.Info, [], 2);
        b.Hub.SetPeers(b.Info, [], 2);
        sender.Write(10, 20);
        sender.Flush();

        // Until its task is linked elsewhere a producer waits: what would be dropped is as much as the time allows.
        Assert.False(full.HasRoom);
        Assert.Equal(0, told);
        Assert.Equal(100, full.Pending);
        Assert.Equal(20, sender.Pending);
        receiver.Expect(0, 10);
        Assert.False(receiver.HasData);
        Assert.Throws<ArgumentException>(() => a.Sender(Numbered.Channel(2), b));
    }

    [Fact]
    public async Task A_worker_under_another_id_begins_anew()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelSender old = a.Sender(Numbered.Channel(), b);
        old.Write(0, 10);
        old.Flush();
        WorkerInfo again = a.Info with { Id = "a2" };
        a.Hub.SetPeers(again, [b.Info], 2);
        b.Hub.SetPeers(b.Info, [again], 2);
        Assert.Equal(10, old.Pending);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Hub.OpenReceiver(Numbered.Channel(), "a2", static () => { });
        sender.Write(0, 10);
        sender.Flush();
        receiver.Expect(0, 10);
    }

    [Fact]
    public async Task A_batch_beyond_the_limit_is_an_error_of_its_caller()
    {
        await using TestWorker a = await TestWorker.Start("a", o => o.MaxTupleSize = 1024);
        await using TestWorker b = await TestWorker.Start("b", o => o.MaxTupleSize = 1024);
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => sender.Write(new byte[200_000], 1));
        Assert.Contains("200,000 bytes", error.Message);
        Assert.Contains("MaxTupleSize", error.Message);
        Assert.Throws<InvalidOperationException>(() => a.Sender(Numbered.Channel(), b));
    }

    private Task<TestWorker> Start(string id) => TestWorker.Start(id, o =>
    {
        o.WindowSize = Window;
        o.RingSize = LinkOptions.MinRing;
        o.Kind = kind;
    });
}
