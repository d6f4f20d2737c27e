using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Links that other threads read than their own. Heartbeats are rare, where they could make up for a wake-up that is lost.</summary>
public class PolledLinksTests
{
    [LinuxFact]
    public async Task Whoever_polls_reads_what_comes()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        bool hasPolled = false;
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a, () => hasPolled |= PolledLinks.IsPolling);
        Pass(0);

        // Its reader may be awake still.
        b.Hub.Polled.Begin();
        for (int next = 1; !hasPolled; next++)
        {
            Pass(next);
        }

        void Pass(int number)
        {
            sender.Write(number, number + 1);
            sender.Flush();
            PollUntilData(b, receiver);
            receiver.Expect(number, number + 1);
        }
    }

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Nothing_is_forgotten_between_a_last_look_and_the_links_reader(int pollers)
    {
        const int Tuples = 30_000;
        int seed = Random.Shared.Next();
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        bool isOver = false;
        Thread[] polling = [.. Enumerable.Range(1, pollers).Select(i => new Thread(() => Poll(new Random(seed + i))) { IsBackground = true })];
        Array.ForEach(polling, static thread => thread.Start());
        try
        {
            // One at a time, so that the next does not make up for one that nobody was woken for.
            for (int number = 0; number < Tuples; number++)
            {
                sender.Write(number, number + 1);
                sender.Flush();
                receiver.Expect(number, number + 1, $"seed {seed}");
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            Array.ForEach(polling, static thread => thread.Join());
        }

        void Poll(Random random)
        {
            while (!Volatile.Read(ref isOver))
            {
                b.Hub.Polled.Begin();
                for (int looks = random.Next(20); looks > 0; looks--)
                {
                    b.Hub.Polled.Poll();
                }

                while (!b.Hub.Polled.TryEnd())
                {
                    b.Hub.Polled.Poll();
                }

                Thread.SpinWait(random.Next(500));
                Thread.Yield();
            }
        }
    }

    [LinuxFact]
    public async Task Where_whoever_polls_is_held_up_the_links_reader_reads_all_the_same()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        b.Hub.Polled.Begin();
        sender.Write(0, 20_000, filler: 100);
        sender.Flush();
        receiver.Expect(0, 20_000);
        Assert.Empty(b.Hub.SilentPeers);
    }

    [LinuxFact]
    public async Task Peer_whose_ring_is_full_is_heard_all_the_same_while_whoever_polls_is_held_up()
    {
        await using TestWorker a = await TestWorker.Start("a", static options => options.WindowSize = 8 * 1024 * 1024);
        await using TestWorker b = await TestWorker.Start("b", static options => options.WindowSize = 8 * 1024 * 1024);
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        b.Hub.Polled.Begin();
        sender.Write(0, 60_000, filler: 100);
        sender.Flush();
        receiver.Expect(0, 60_000);
        Assert.DoesNotContain(b.Log.Messages, static message => message.Contains("nothing was heard"));
    }

    [LinuxFact]
    public async Task Connection_that_breaks_while_it_is_polled_is_made_anew()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        TestWorker.Link(a, b);
        b.Hub.Polled.Begin();
        for (int life = 1; life <= 3; life++)
        {
            using IChannelSender sender = a.Sender(Numbered.Channel(0, life), b);
            IChannelReceiver receiver = b.Receiver(Numbered.Channel(0, life), a);
            sender.Write(0, 100);
            sender.Flush();
            PollUntilData(b, receiver);

            // Breaks the connection.
            receiver.Refuse("a test does not like it");
            receiver.Dispose();
        }
    }

    private static void PollUntilData(TestWorker worker, IChannelReceiver receiver)
        => Deadline.Until(
            () =>
            {
                worker.Hub.Polled.Poll();
                return receiver.HasData;
            },
            "it comes");

    private static Task<TestWorker> Start(string id)
        => TestWorker.Start(id, static options =>
        {
            options.HeartbeatInterval = TimeSpan.FromMinutes(1);
            options.TimeToLive = TimeSpan.FromMinutes(10);
        });
}
