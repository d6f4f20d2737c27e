using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>An engine that runs nothing: it applies each plan at once, and its tasks report each epoch at once.</summary>
internal sealed class ScaleEngine : IWorkerEngine, IEpochTasks
{
    private static readonly IReadOnlyList<ErrorReport> NoErrors = [];

    private readonly TaskCompletionSource<Exception> _failed = new();
    private ClusterPlan? _plan;
    private ImmutableArray<TaskEntry> _tasks = [];

    public event Action? TaskEnded
    {
        add { }
        remove { }
    }

    public Action<EpochId, TaskEntry>? Reported { get; set; }

    public WorkerReport Report => new(_plan?.Token.Generation ?? 0, 0, 0, 0, false);

    public IReadOnlyList<string> SilentPeers => [];

    public Task<Exception> Failed => _failed.Task;

    public IEpochTasks? Epochs => this;

    public Task ApplyAsync(ClusterPlan plan, string self, CancellationToken superseded)
    {
        _plan = plan;
        _tasks =
        [
            .. plan.Components.SelectMany(c => Enumerable.Range(0, c.Tasks.Length)
                .Where(t => c.Tasks[t].Worker == self)
                .Select(t => new TaskEntry { Component = c.Component, Index = t, Parallelism = c.Tasks.Length })),
        ];
        return Task.CompletedTask;
    }

    public bool Follows(EpochId epoch) => _plan?.Epochs is { } epochs && epochs.Lineage == epoch.Lineage && epochs.Token == epoch.Token;

    public Task BeginAsync(EpochId epoch, CancellationToken cancellation)
    {
        foreach (TaskEntry task in _tasks)
        {
            Reported?.Invoke(epoch, task);
        }

        return Task.CompletedTask;
    }

    public Task CommitAsync(EpochId epoch, CancellationToken cancellation) => Task.CompletedTask;

    public void Suspend()
    {
    }

    public void Resume()
    {
    }

    public Task DropAsync() => Task.CompletedTask;

    public Task StopAsync() => Task.CompletedTask;

    public IReadOnlyList<(TaskId Task, bool InputOver)> TakeEnded() => [];

    public IReadOnlyList<ErrorReport> TakeErrors() => NoErrors;

    public WorkerMetrics Snapshot() => new("", [], 0, 0);
}
