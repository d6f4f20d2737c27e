using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>An engine that runs nothing and remembers what it was told.</summary>
internal sealed class FakeEngine : IWorkerEngine
{
    private readonly List<(TaskId Task, bool InputOver)> _ended = [];
    private readonly List<ErrorReport> _errors = [];
    private readonly TaskCompletionSource<Exception> _failed = new();

    public event Action? TaskEnded;

    public ClusterPlan? Plan { get; private set; }

    public string Self { get; private set; } = "";

    public bool IsSuspended { get; private set; }

    public bool IsStopped { get; private set; }

    public int Dropped { get; private set; }

    /// <summary>How many plans it was given.</summary>
    public int Applied { get; private set; }

    /// <summary>What it reports as pending.</summary>
    public long Pending { get; set; }

    /// <summary>Ids it hears nothing from.</summary>
    public IReadOnlyList<string> SilentPeers { get; set; } = [];

    /// <summary>Applying a plan waits for it, if it is set.</summary>
    public Task? Slowness { get; set; }

    public WorkerReport Report => new(Plan?.Token.Generation ?? 0, 0, 0, Pending, IsSuspended);

    public Task<Exception> Failed => _failed.Task;

    /// <summary>The tasks that run here, if they are not suspended.</summary>
    public IReadOnlyList<TaskId> Tasks
        => Plan is null ? [] : [.. PlanTasks.Of(Plan).Where(t => t.Task.Worker == Self && !t.Task.HasEnded).Select(t => t.Id)];

    public async Task ApplyAsync(ClusterPlan plan, string self, CancellationToken superseded)
    {
        if (Slowness is { } slowness)
        {
            await slowness.ConfigureAwait(false);
        }

        Assert.True(plan.Token.Generation > (Plan?.Token.Generation ?? 0), "Plans are applied in ascending order.");
        (Plan, Self) = (plan, self);
        Applied++;
    }

    public void Suspend() => IsSuspended = true;

    public void Resume() => IsSuspended = false;

    public Task DropAsync()
    {
        Plan = null;
        Dropped++;
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        (Plan, IsStopped) = (null, true);
        return Task.CompletedTask;
    }

    public void End(TaskId task, bool inputOver)
    {
        _ended.Add((task, inputOver));
        TaskEnded?.Invoke();
    }

    public void Fail(Exception exception) => _failed.TrySetResult(exception);

    public IReadOnlyList<(TaskId Task, bool InputOver)> TakeEnded()
    {
        (TaskId, bool)[] ended = [.. _ended];
        _ended.Clear();
        return ended;
    }

    public void Err(ErrorReport error) => _errors.Add(error);

    public IReadOnlyList<ErrorReport> TakeErrors()
    {
        ErrorReport[] errors = [.. _errors];
        _errors.Clear();
        return errors;
    }

    /// <summary>What it counts, as the frames that it refused.</summary>
    public long Counted { get; set; }

    public WorkerMetrics Snapshot() => new("", ImmutableArray<ComponentSnapshot>.Empty, Counted, 0);
}
