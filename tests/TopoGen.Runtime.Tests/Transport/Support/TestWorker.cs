using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>The links of one worker, in this process.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    public const ulong Schema = 0x1234_5678_9abc_def0;

    private TestWorker(LinkHub hub, WorkerInfo info, CapturedLog log)
    {
        Hub = hub;
        Info = info;
        Log = log;
    }

    public LinkHub Hub { get; }

    public WorkerInfo Info { get; }

    public CapturedLog Log { get; }

    /// <summary>Options with short times, so that faults are noticed soon.</summary>
    public static LinkOptions Options(Action<LinkOptions>? configure = null)
    {
        var options = new LinkOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(20), ConnectTimeout = TimeSpan.FromSeconds(10) };
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Begins to listen; through TCP only where the options say where.</summary>
    public static async Task<TestWorker> Start(
        string id, Action<LinkOptions>? configure = null, ulong schema = Schema, TimeProvider? time = null)
    {
        var log = new CapturedLog();
        var hub = new LinkHub(Options(configure), schema, time ?? TimeProvider.System, log);
        string socket;
        string? address;
        try
        {
            (socket, address) = await hub.ListenAsync(CancellationToken.None).WaitAsync(Deadline.Limit);
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }

        var info = new WorkerInfo
        {
            Id = id,
            Process = id,
            Name = id,
            Host = address is null ? "here" : id,
            ProcessId = 1,
            Socket = socket,
            Address = address,
        };
        return new TestWorker(hub, info, log);
    }

    /// <summary>Tells all workers of each other.</summary>
    public static void Link(params ReadOnlySpan<TestWorker> workers)
    {
        WorkerInfo[] infos = new WorkerInfo[workers.Length];
        for (int i = 0; i < infos.Length; i++)
        {
            infos[i] = workers[i].Info;
        }

        foreach (TestWorker worker in workers)
        {
            worker.Hub.SetPeers(worker.Info, infos, 1);
        }
    }

    public IChannelSender Sender(ChannelId channel, TestWorker to, Action? roomAvailable = null)
        => Hub.OpenSender(channel, to.Info.Id, roomAvailable ?? (static () => { }));

    public IChannelReceiver Receiver(ChannelId channel, TestWorker from, Action? dataAvailable = null)
        => Hub.OpenReceiver(channel, from.Info.Id, dataAvailable ?? (static () => { }));

    public void AwaitLog(string part) => Deadline.Until(() => Log.Messages.Any(m => m.Contains(part)), $"'{part}' in the log of {Info.Id}");

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
