namespace TopoGen.Runtime;

/// <summary>
/// Drives a worker's engine on a task of its own, one call at a time, so that nothing that takes long delays a renewal. Of several
/// plans that wait only the newest is applied. Thread-safe.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="start">Starts a task of its own.</param>
internal sealed class EnginePump(IWorkerEngine engine, Func<Func<Task>, Task> start)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Exception> _failed = new();
    private (ClusterPlan Plan, string Self)? _plan;
    private CancellationTokenSource? _applying;
    private bool _isToDrop;
    private bool _isToResume;
    private bool _isSuspended;
    private bool _isBusy;

    /// <summary>Called when the engine has done what it was told. Any thread.</summary>
    public Action? Applied { get; init; }

    /// <summary>Completes when the engine throws.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>Stops all tasks at once, whatever else is under way.</summary>
    public void Suspend()
    {
        lock (_gate)
        {
            _isSuspended = true;
            _isToResume = false;
            engine.Suspend();
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            _isSuspended = false;
            _isToResume = true;
            Start();
        }
    }

    public void Apply(ClusterPlan plan, string self)
    {
        lock (_gate)
        {
            _isSuspended = false;
            _plan = (plan, self);
            Supersede();
            Start();
        }
    }

    /// <summary>Closes all tasks, before any plan that is applied from now on.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isSuspended = false;
            _isToResume = false;
            _plan = null;
            _isToDrop = true;
            Supersede();
            Start();
        }
    }

    /// <summary>
    /// Stops the engine, also while it applies a plan: user code that does not return from there must not keep the worker. Nothing may
    /// be asked for afterwards.
    /// </summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _plan = null;
            _isToDrop = false;
            _isToResume = false;
        }

        return engine.StopAsync();
    }

    /// <summary>Called under the lock.</summary>
    private void Start()
    {
        if (!_isBusy)
        {
            _isBusy = true;
            _ = start(WorkAsync);
        }
    }

    /// <summary>What is being applied need not be waited for. Called under the lock.</summary>
    private void Supersede()
    {
        if (_applying is { } applying)
        {
            _applying = null;
            _ = start(() =>
            {
                applying.Cancel();
                return Task.CompletedTask;
            });
        }
    }

    private async Task WorkAsync()
    {
        while (Take() is { } step)
        {
            try
            {
                await step().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _failed.TrySetResult(exception);
            }

            ResumeUnlessSuspended();
            Applied?.Invoke();
        }
    }

    private Func<Task>? Take()
    {
        lock (_gate)
        {
            _applying = null;
            if (_isToDrop)
            {
                _isToDrop = false;
                return engine.DropAsync;
            }

            if (_plan is { } next)
            {
                _plan = null;
                CancellationToken superseded = (_applying = new CancellationTokenSource()).Token;
                return () => engine.ApplyAsync(next.Plan, next.Self, superseded);
            }

            if (_isToResume)
            {
                _isToResume = false;
                return static () => Task.CompletedTask;
            }

            _isBusy = false;
            return null;
        }
    }

    /// <summary>A new plan, or none, ends a suspension, unless another one has come meanwhile.</summary>
    private void ResumeUnlessSuspended()
    {
        lock (_gate)
        {
            if (!_isSuspended)
            {
                engine.Resume();
            }
        }
    }
}
