namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>A spout without end, in front of a bolt whose call ends only when the test lets it.</summary>
[Topology("endless")]
public sealed partial class Endless
{
    [StreamTuple] public readonly partial record struct Number(long Value);

    [Spout]
    public sealed partial class Source
    {
        [Position] private long _next;

        public SpoutStatus Next()
        {
            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Gated(Gate gate)
    {
        private CancellationToken _stopping;

        public void Open(TaskContext context) => _stopping = context.Stopping;

        [ShuffleGrouping<Source>]
        public void Execute(in Number number) => gate.Pass(_stopping);
    }

    /// <summary>Open until it is closed, and again once the run is broken off.</summary>
    public sealed class Gate
    {
        private readonly ManualResetEventSlim _open = new(true);
        private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Passed => _passed.Task;

        public void Close() => _open.Reset();

        public void Pass(CancellationToken stopping)
        {
            _passed.TrySetResult();
            if (!stopping.IsCancellationRequested)
            {
                WaitHandle.WaitAny([_open.WaitHandle, stopping.WaitHandle]);
            }
        }
    }
}
