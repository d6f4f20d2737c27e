using System.Diagnostics;
using TopoGen.Runtime.Redis;

namespace TopoGen.Hosting.Cluster;

/// <summary>A <see cref="PrivateRedisServer"/>, with an eye on its process: it is nobody's child, so the system tells nobody of its end.</summary>
internal sealed class PrivateServer : IPrivateServer
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PrivateRedisServer _server;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PrivateServer(PrivateRedisServer server, TimeProvider time)
    {
        _server = server;
        Address = StoreSettings.Of(server.Options);
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    public StoreAddress Address { get; }

    public Task<string> Ended => _ended.Task;

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private void Look()
    {
        try
        {
            using var process = Process.GetProcessById(_server.ProcessId);
            if (!process.HasExited)
            {
                return;
            }
        }
        catch (ArgumentException)
        {
            // No process has this id.
        }

        _ended.TrySetResult($"its process {_server.ProcessId} is gone");
    }
}
