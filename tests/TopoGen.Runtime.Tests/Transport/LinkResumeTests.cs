using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Over shared memory: what the proxy passes on, or not, are signals.</summary>
public sealed class SharedLinkResumeTests() : LinkResumeTests(LinkKind.Auto);

/// <summary>Over a Unix socket alone.</summary>
public sealed class SocketLinkResumeTests() : LinkResumeTests(LinkKind.Socket);

public abstract class LinkResumeTests(LinkKind kind)
{
    [Fact]
    public async Task Many_resets_in_mid_frame_lose_and_repeat_nothing()
    {
        // Those of shared memory come by a clock, and each makes new memory.
        int resets = kind == LinkKind.Socket ? 1000 : 250;
        int seed = Random.Shared.Next();
        await using TestWorker a = await Start("a", static o => o.WindowSize = 64 * 1024);
        await using TestWorker b = await Start("b", static o => o.WindowSize = 64 * 1024);
        await using var proxy = new FaultProxy(b.Info.Socket!, seed, resets, mostBytes: 20_000, MostTime);
        Link(a, b, proxy);

        using IChannelSender there = a.Sender(Numbered.Channel(0), b);
        using IChannelReceiver atB = b.Receiver(Numbered.Channel(0), a);
        using IChannelSender back = b.Sender(Numbered.Channel(1), a);
        using IChannelReceiver atA = a.Receiver(Numbered.Channel(1), b);
        var sizes = new Random(seed);
        long written = 0;
        long atBNext = 0;
        long atANext = 0;
        Deadline.Until(
            () =>
            {
                if (there.HasRoom && back.HasRoom)
                {
                    int filler = sizes.Next(0, 3000);
                    there.Write(written, written + 10, filler, batch: 3);
                    back.Write(written, written + 10, filler, batch: 10);
                    there.Flush();
                    back.Flush();
                    written += 10;
                }

                atBNext = TakeAll(atB, atBNext);
                atANext = TakeAll(atA, atANext);
                return proxy.Cuts >= resets;
            },
            $"{resets} resets (seed {seed})");
        there.Write(ControlSignal.End);
        there.Flush();
        atB.Expect(atBNext, written, $"(seed {seed})");
        atA.Expect(atANext, written, $"(seed {seed})");
        atB.Expect(ControlSignal.End);
        Deadline.Until(() => there.Pending == 0 && back.Pending == 0, $"all is acknowledged (seed {seed})");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_is_cut_off_in_one_direction_is_silent_until_it_heals(bool forward)
    {
        static void Configure(LinkOptions options)
        {
            options.TimeToLive = TimeSpan.FromMilliseconds(400);
            options.ConnectTimeout = TimeSpan.FromMilliseconds(400);
        }

        await using TestWorker a = await Start("a", Configure);
        await using TestWorker b = await Start("b", Configure);
        await using var proxy = new FaultProxy(b.Info.Socket!);
        Link(a, b, proxy);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        sender.Write(0, 10);
        sender.Flush();
        receiver.Expect(0, 10);

        proxy.IsDeafForward = forward;
        proxy.IsDeafBackward = !forward;
        sender.Write(10, 20);
        sender.Flush();
        Deadline.Until(() => a.Hub.SilentPeers.Contains("b") && b.Hub.SilentPeers.Contains("a"), "both are silent");

        proxy.IsDeafForward = proxy.IsDeafBackward = false;
        receiver.Expect(10, 20);
        Deadline.Until(() => a.Hub.SilentPeers.Count == 0 && b.Hub.SilentPeers.Count == 0, "nobody is silent");
    }

    [Fact]
    public async Task A_large_tuple_survives_a_cut_in_its_middle()
    {
        await using TestWorker a = await Start("a");
        await using TestWorker b = await Start("b");
        await using var proxy = new FaultProxy(b.Info.Socket!, seed: 1, cuts: 5, mostBytes: 3_000_000, MostTime);
        Link(a, b, proxy);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        sender.Write(0, 2, filler: 5_000_000);
        sender.Flush();
        receiver.Expect(0, 2);
        Assert.True(proxy.Cuts > 0);
        Assert.Equal(kind == LinkKind.Auto && OperatingSystem.IsLinux(), a.Log.Messages.Any(static m => m.Contains("shared memory")));
    }

    private Task<TestWorker> Start(string id, Action<LinkOptions>? configure = null) => TestWorker.Start(id, options =>
    {
        options.RingSize = LinkOptions.MinRing;
        options.Kind = kind;
        configure?.Invoke(options);
    });

    /// <summary>Of shared memory the proxy sees no bytes but signals, of which there may be few.</summary>
    private TimeSpan? MostTime => kind == LinkKind.Socket ? null : TimeSpan.FromMilliseconds(5);

    private static void Link(TestWorker a, TestWorker b, FaultProxy proxy)
    {
        b.Hub.SetPeers(b.Info, [a.Info], 1);
        a.Hub.SetPeers(a.Info, [b.Info with { Socket = proxy.Path }], 1);
    }

    private static long TakeAll(IChannelReceiver receiver, long next)
    {
        while (receiver.TryRead(out ReceivedBatch batch))
        {
            next = receiver.Take(batch, next);
        }

        return next;
    }
}
