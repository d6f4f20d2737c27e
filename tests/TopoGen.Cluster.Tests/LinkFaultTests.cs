using System.Net;
using System.Net.Sockets;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>What strangers send to a worker's port, and what a slow task does to the link it shares.</summary>
public sealed class LinkFaultTests
{
    [Fact]
    public async Task Whatever_a_stranger_sends_closes_its_connection_and_harms_nobody()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] workers =
        [
            cluster.Worker("--workers=2", "--listen=127.0.0.1:0", "--host-name=one", "--length=1500", "--keys=40", "--rate=4000", "--lease-time=5s"),
            cluster.Worker("--workers=2", "--listen=127.0.0.1:0", "--host-name=two", "--length=1500", "--keys=40", "--rate=4000", "--lease-time=5s"),
        ];
        await cluster.ProgressAsync();
        ClusterFacts facts = await cluster.FactsAsync();
        int seed = Environment.TickCount;
        var random = new Random(seed);

        for (int i = 0; i < 100; i++)
        {
            byte[] message = new byte[random.Next(1, 4096)];
            random.NextBytes(message);
            switch (i % 4)
            {
                case 0:
                    // A hello that announces more than it may.
                    "TGLK"u8.CopyTo(message);
                    new byte[] { 3, 0, 1, 0, 0xFF, 0xFF }.AsSpan(0, Math.Max(0, Math.Min(6, message.Length - 4))).CopyTo(message.AsSpan(Math.Min(4, message.Length)));
                    break;
                case 1:
                    // One that is cut off: whoever sends it closes then.
                    message = [.. "TGLK"u8, 3, 0, 1, 0, 100, 0, .. message.AsSpan(0, Math.Min(50, message.Length))];
                    break;
                case 2:
                    message = [.. "GET / HTTP/1.1\r\nHost: worker\r\n\r\n"u8, .. message];
                    break;
                default:
                    break;
            }

            WorkerInfo target = facts.Leases[i % 2].Worker;
            Assert.True(await IsClosedAsync(target.Address!, message), $"seed {seed}, message {i}: {target.Name} keeps the connection");
        }

        foreach (HostProcess worker in workers)
        {
            Assert.True(await worker.EndAsync() == 0, worker.Error);
            Assert.True(worker.Lines.Count < 30, worker.Error);
        }

        cluster.Verify().AssertComplete(keys: 40, length: 1500);
    }

    [Fact]
    public async Task A_consumer_that_is_a_hundred_times_slower_does_not_hold_up_another_on_the_same_link()
    {
        await using TestCluster cluster = await TestCluster.StartAsync("lanes");

        // Lanes 0 and 2 both lead from one worker to the other; each task has a thread of its own.
        cluster.Run(2, "--executors=4", "--shift=1", "--slow=0", "--delay=20");
        ClusterFacts facts = await cluster.UntilAsync(f => f.Plan is not null, "there is a plan");
        (string From, string To) LaneOf(int lane) => (facts.Plan!.Components[0].Tasks[lane].Worker, facts.Plan.Components[1].Tasks[(lane + 1) % 4].Worker);
        Assert.Equal(LaneOf(0), LaneOf(2));
        Assert.NotEqual(LaneOf(0).From, LaneOf(0).To);

        // More than a window, so that the slow lane has long stopped.
        await Wait.UntilAsync(() => cluster.Handled("Drain-3") > 500_000 && cluster.Handled("Drain-1") > 10, () => cluster.Describe());
        Assert.InRange(cluster.Handled("Drain-1"), 1, cluster.Handled("Drain-3") / 100);
        cluster.Verify().AssertNothingRepeated();
    }

    /// <summary>Sends a message and nothing more.</summary>
    /// <returns>Whether the other end closes.</returns>
    private static async Task<bool> IsClosedAsync(string address, byte[] message)
    {
        using var client = new TcpClient();
        using var deadline = new CancellationTokenSource(Wait.Limit);
        await client.ConnectAsync(IPEndPoint.Parse(address), deadline.Token);
        byte[] answer = new byte[4096];
        try
        {
            await client.Client.SendAsync(message, SocketFlags.None, deadline.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            while (await client.Client.ReceiveAsync(answer, SocketFlags.None, deadline.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
