using TopoGen.Hosting.Cluster;

namespace TopoGen.Hosting.Tests.Cluster;

internal sealed class FakeServer : IPrivateServer
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoreAddress Address { get; } = new() { Address = "127.0.0.1:4711", Password = "private-password" };

    public Task<string> Ended => _ended.Task;

    public bool IsDisposed { get; private set; }

    public void End(string how) => _ended.SetResult(how);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
