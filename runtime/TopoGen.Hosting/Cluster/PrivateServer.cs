using TopoGen.Runtime.Redis;

namespace TopoGen.Hosting.Cluster;

/// <summary>
/// A <see cref="PrivateRedisServer"/>, with an eye on its process: it is nobody's child, so the system tells nobody of its end. One
/// that has died is started again; the workers wait for it meanwhile.
/// </summary>
internal sealed class PrivateServer : IPrivateServer
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PrivateRedisServer _server;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _watching;

    public PrivateServer(PrivateRedisServer server, TimeProvider time)
    {
        _server = server;
        Address = StoreSettings.Of(server.Options);
        _watching = WatchAsync(time);
    }

    public StoreAddress Address { get; }

    public Task<string> Ended => _ended.Task;

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _disposing.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_disposing.Token).ConfigureAwait(false))
            {
                await _server.RestartAsync(_disposing.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            // Its owner has no more need of it.
        }
        catch (Exception exception)
        {
            _ended.TrySetResult(exception.Message);
        }
    }
}
