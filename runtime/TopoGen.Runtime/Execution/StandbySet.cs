using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// The standbys of a worker. They are built, and brought from epoch to epoch, one after another and beside what the worker runs, so that neither a slow constructor nor a slow store holds up a plan.
/// Thread-safe.
/// </summary>
/// <remarks>
/// What a standby holds is known by the blobs that it has loaded, group by group, not by the epoch it has heard of last: so it may miss epochs, follow a head that went back, and be taken at any
/// moment, and whoever takes it loads the difference.
/// </remarks>
/// <param name="host">Whose tasks they would be.</param>
/// <param name="services">Where the components' constructors take their arguments from.</param>
internal sealed partial class StandbySet(TaskHost host, IServiceProvider services)
{
    private readonly Lock _lock = new();
    private readonly StoreRetry _retry = new(host.Time, host.Logger);
    private readonly Dictionary<(string Component, int Index), StandbyTask> _tasks = [];

    /// <summary>What was tried without success: to build it, or to bring it to this epoch.</summary>
    private readonly Dictionary<(string Component, int Index), EpochId?> _failed = [];
    private ImmutableDictionary<(string Component, int Index), (ComponentDefinition Definition, int Parallelism)> _wanted =
        ImmutableDictionary<(string, int), (ComponentDefinition, int)>.Empty;

    private EpochId? _epoch;
    private RestorePoint? _point;
    private StandbyTask? _following;
    private Completion<bool>? _followed;
    private CancellationTokenSource? _limit;
    private bool _isWorking;

    /// <summary>The standbys that are built, by component and index.</summary>
    public ImmutableArray<StandbySnapshot> Snapshot()
    {
        lock (_lock)
        {
            return
            [
                .. _tasks.Values
                    .Select(t => new StandbySnapshot(t.Definition.Name, t.Index, t.Level?.Number))
                    .OrderBy(s => s.Component, StringComparer.Ordinal).ThenBy(s => s.Task),
            ];
        }
    }

    /// <summary>Says which there are to be from now on.</summary>
    public void Set(IEnumerable<(ComponentDefinition Definition, int Index, int Parallelism)> wanted)
    {
        lock (_lock)
        {
            _wanted = wanted.ToImmutableDictionary(w => (w.Definition.Name, w.Index), w => (w.Definition, w.Parallelism));
            _failed.Clear();
            Start();
        }
    }

    /// <summary>An epoch was committed: hot standbys follow it.</summary>
    public void Follow(EpochId epoch)
    {
        lock (_lock)
        {
            _epoch = epoch;
            Start();
        }
    }

    /// <summary>Hands a standby out, to become the task; it is no standby any more.</summary>
    /// <returns>Null where there is none, or not yet.</returns>
    public async Task<StandbyTask?> TakeAsync(string component, int index, int parallelism)
    {
        StandbyTask? task;
        Task? followed = null;
        lock (_lock)
        {
            if (!_tasks.Remove((component, index), out task))
            {
                return null;
            }

            _wanted = _wanted.Remove((component, index));
            if (ReferenceEquals(task, _following))
            {
                followed = _followed!.Task;
                _limit!.Cancel();
            }
        }

        if (followed is not null)
        {
            await followed.ConfigureAwait(false);
        }

        if (task.Parallelism == parallelism)
        {
            return task;
        }

        Dispose(task);
        return null;
    }

    /// <summary>Disposes of all.</summary>
    public void Clear()
    {
        StandbyTask[] gone;
        lock (_lock)
        {
            _wanted = _wanted.Clear();
            gone = [.. _tasks.Values.Where(t => !ReferenceEquals(t, _following))];
            foreach (StandbyTask task in gone)
            {
                _tasks.Remove((task.Definition.Name, task.Index));
            }

            _limit?.Cancel();
        }

        Array.ForEach(gone, Dispose);
    }

    public void Dispose(StandbyTask task)
    {
        try
        {
            task.Dispose();
        }
        catch (Exception exception)
        {
            LogNotDisposed(host.Logger, exception, task.Definition.Name, task.Index);
        }
    }

    /// <summary>Called under the lock.</summary>
    private void Start()
    {
        if (!_isWorking && host.IsRunning)
        {
            _isWorking = true;
            _ = host.Threads.Run(WorkAsync);
        }
    }

    private async Task WorkAsync()
    {
        while (Next() is { } step)
        {
            await step().ConfigureAwait(false);
        }
    }

    /// <summary>What comes next: what is not wanted goes first, then what is missing is built, then what lags is brought further.</summary>
    private Func<Task>? Next()
    {
        lock (_lock)
        {
            foreach (((string, int) key, StandbyTask task) in _tasks)
            {
                if (!_wanted.TryGetValue(key, out (ComponentDefinition, int Parallelism) wanted) || wanted.Parallelism != task.Parallelism)
                {
                    _tasks.Remove(key);
                    return () =>
                    {
                        Dispose(task);
                        return Task.CompletedTask;
                    };
                }
            }

            if (host.IsRunning)
            {
                foreach (((string, int) key, (ComponentDefinition Definition, int Parallelism) wanted) in _wanted)
                {
                    if (!_tasks.ContainsKey(key) && !_failed.ContainsKey(key))
                    {
                        return () => BuildAsync(key, wanted.Definition, wanted.Parallelism);
                    }
                }

                foreach (((string, int) key, StandbyTask task) in _tasks)
                {
                    if (_epoch is { } epoch && task.IsHot && task.Level != epoch && !(_failed.TryGetValue(key, out EpochId? failed) && failed == epoch))
                    {
                        _following = task;
                        _followed = new Completion<bool>(host.Threads);
                        _limit = CancellationTokenSource.CreateLinkedTokenSource(host.Stopping);
                        return () => FollowAsync(key, task, epoch, _followed, _limit);
                    }
                }
            }

            _point = null;
            _isWorking = false;
            return null;
        }
    }

    private Task BuildAsync((string Component, int Index) key, ComponentDefinition definition, int parallelism)
    {
        StandbyTask? built = null;
        try
        {
            built = new StandbyTask(host, definition, key.Index, parallelism, services);
        }
        catch (Exception exception)
        {
            // The task itself runs elsewhere; it is told again where that one is lost.
            LogNotBuilt(host.Logger, exception, key.Component, key.Index);
            host.Report(key.Component, $"a standby of task {key.Index} could not be built: {exception.Message.ReplaceLineEndings(" ")}");
        }

        lock (_lock)
        {
            if (built is null)
            {
                _failed[key] = null;
            }
            else if (host.IsRunning)
            {
                _tasks.Add(key, built);
                built = null;
            }
        }

        if (built is not null)
        {
            Dispose(built);
        }

        return Task.CompletedTask;
    }

    private async Task FollowAsync((string Component, int Index) key, StandbyTask task, EpochId epoch, Completion<bool> followed, CancellationTokenSource limit)
    {
        try
        {
            if (_point?.Manifest.Id != epoch)
            {
                _point = await _retry.RunAsync(() => RestorePoint.OpenAsync(host.Epochs!.Store, epoch, limit.Token), limit.Token).ConfigureAwait(false);
            }

            RestorePoint point = _point;
            await _retry.RunAsync(
                async () =>
                {
                    await task.FollowAsync(point, limit.Token).ConfigureAwait(false);
                    return true;
                },
                limit.Token).ConfigureAwait(false);
            Reached(task, epoch);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // It is taken, or the run is over.
        }
        catch (Exception exception)
        {
            // The epoch was given up or collected meanwhile, or cannot be read; the next one is tried. Whoever takes the task over reports what cannot be read.
            LogNotFollowed(host.Logger, key.Component, key.Index, epoch.Number, exception.Message);
            Reached(task, null);
            lock (_lock)
            {
                _failed[key] = epoch;
            }
        }
        finally
        {
            lock (_lock)
            {
                _following = null;
                _limit = null;
            }

            limit.Dispose();
            followed.TrySetResult(true);
        }
    }

    private void Reached(StandbyTask task, EpochId? epoch)
    {
        lock (_lock)
        {
            task.Level = epoch;
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "A standby of {Component}[{Task}] could not be built; its task has nothing in reserve")]
    private static partial void LogNotBuilt(ILogger logger, Exception exception, string component, int task);

    [LoggerMessage(51, LogLevel.Information, "The standby of {Component}[{Task}] could not follow epoch {Epoch}: {Reason}")]
    private static partial void LogNotFollowed(ILogger logger, string component, int task, long epoch, string reason);

    [LoggerMessage(52, LogLevel.Error, "A standby of {Component}[{Task}] could not be disposed of")]
    private static partial void LogNotDisposed(ILogger logger, Exception exception, string component, int task);
}
