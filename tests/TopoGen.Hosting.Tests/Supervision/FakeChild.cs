using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Tests.Supervision;

/// <summary>A process that ends when the test says so.</summary>
internal sealed class FakeChild(int processId, ChildStart start) : IChild
{
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int ProcessId => processId;

    public ChildStart Start => start;

    public Task<int> Exited => _exited.Task;

    public bool IsKilled { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Exit(int code) => _exited.TrySetResult(code);

    public void Kill()
    {
        IsKilled = true;
        Exit(137);
    }

    public void Dispose() => IsDisposed = true;
}
