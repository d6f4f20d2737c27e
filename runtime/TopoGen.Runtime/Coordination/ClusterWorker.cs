using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// One worker of a run: joins, keeps its lease, has its engine run what the plan gives it, and leads where nobody else does. What
/// it does is decided by <see cref="WorkerDecision"/>; this is the loop around it. For one run.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="engine">What runs the tasks.</param>
/// <param name="shape">The topology.</param>
/// <param name="identity">Makes a new identity, with a new random id, for each join.</param>
/// <param name="options">The times; the same in all workers.</param>
/// <param name="time">The clock; only its timestamps count.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ClusterWorker(
    ICoordinationStore store,
    IWorkerEngine engine,
    TopologyShape shape,
    Func<WorkerInfo> identity,
    ClusterOptions options,
    TimeProvider time,
    ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly StoreCalls _calls = new(time, options.CallTimeout, logger);
    private readonly TaskCompletionSource<Exception> _fault = new();

    /// <summary>Between two renewals, and between two looks of the leader: cut short by hints that something has changed.</summary>
    private readonly Pause _beat = new(time);
    private readonly Pause _look = new(time);
    private WorkerState _state = new();
    private WorkerInfo? _self;
    private TimeSpan _joins;
    private EnginePump? _pump;
    private ITimer? _deadline;
    private readonly CancellationTokenSource _others = new();
    private string _run = "";
    private RunEnd? _failedAlone;
    private IReadOnlyList<string> _silent = [];
    private int _workers = 1;
    private CancellationTokenSource _term = new();
    private Task _duty = Task.CompletedTask;
    private Task _claim = Task.CompletedTask;
    private Task _planReading = Task.CompletedTask;

    /// <summary>Bounds what is lost with a worker. To be set from the engine's and the links' options.</summary>
    public LossBound Losses { get; init; } = new(4096, 1 << 20);

    /// <summary>Where epochs are kept, for a topology that has them.</summary>
    public EpochServices? Epochs { get; init; }

    /// <summary>Starts work on a task of its own. Tests, which have one thread, put their own in its place.</summary>
    internal Func<Func<Task>, Task> Start { get; init; } = Task.Run;

    /// <summary>Makes nonces. Tests put their own in its place, so that a seed repeats a run.</summary>
    internal Func<ulong> Nonce { get; init; } = RandomNonce;

    /// <summary>The state, for tests and diagnostics.</summary>
    internal WorkerState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Works until the run is over or the worker is told to leave.</summary>
    /// <param name="run">The run, which has begun.</param>
    /// <param name="leave">Leaves the run in order: its tasks go to other workers at once.</param>
    /// <returns>How the run ended; null where the worker has left it.</returns>
    public async Task<RunEnd?> RunAsync(string run, CancellationToken leave)
    {
        _run = run;
        _pump = new EnginePump(engine, Start) { Applied = _beat.Hurry };
        var reporter = new WorkerReporter(store, _calls, engine, options, time, run, () => _self, () => State.Phase != WorkerPhase.Joining, logger)
        {
            Workers = () => Volatile.Read(ref _workers),
        };
        ITimer deadline = _deadline = time.CreateTimer(_ => Passed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Task reporting = Guarded(reporter.RunAsync(_others.Token), _others.Token);
        Task following = Epochs is { } epochs && engine.Epochs is { } tasks
            ? Guarded(Follower(epochs, tasks).RunAsync(_others.Token), _others.Token)
            : Task.CompletedTask;

        // Whoever tells it to leave need not do the leaving.
        using var leaving = new CancellationTokenSource();
        Task watching = Guarded(EndOnFailureAsync(leaving), _others.Token);
        using CancellationTokenRegistration told = leave.UnsafeRegister(_ => Start(() => CancelAsync(leaving)), null);
        try
        {
            await KeepLeaseAsync(leaving.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            LogLeaves(logger, run);
            _pump.Suspend();
        }
        finally
        {
            await deadline.DisposeAsync().ConfigureAwait(false);
            _others.Cancel();
            await Task.WhenAll(reporting, following, watching, _duty, _claim, _planReading).ConfigureAwait(false);
            await PartAsync(reporter).ConfigureAwait(false);
        }

        return State.End ?? _failedAlone;
    }

    private EpochFollower Follower(EpochServices epochs, IEpochTasks tasks)
        => new(epochs.Board, tasks, epochs.Interval, () => State.Id, time, logger) { Committed = engine.Follow, Changed = Hurry, Workers = () => Volatile.Read(ref _workers) };

    private static Task CancelAsync(CancellationTokenSource source)
    {
        source.Cancel();
        return Task.CompletedTask;
    }

    private static ulong RandomNonce()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private async Task KeepLeaseAsync(CancellationToken leave)
    {
        while (true)
        {
            TimeSpan began = _calls.Now;
            if (State.Phase == WorkerPhase.Joining)
            {
                await JoinAsync(leave).ConfigureAwait(false);
            }

            if (State.Phase is WorkerPhase.Holding or WorkerPhase.Suspended)
            {
                await RenewAsync(leave).ConfigureAwait(false);
            }

            if (State.Phase == WorkerPhase.Over)
            {
                return;
            }

            // From one start to the next, so that slow answers do not stretch the interval; but never without a pause.
            TimeSpan left = Interval() - (_calls.Now - began);
            TimeSpan least = options.HurriedInterval / 2;
            await _beat.WaitAsync(left > least ? left : least, leave).ConfigureAwait(false);
        }
    }

    /// <summary>Somebody has come, gone, or decided something. Only a hint: whoever hears none finds it out with the next renewal.</summary>
    private void Hurry()
    {
        _beat.Hurry();
        _look.Hurry();
    }

    /// <summary>Short while something is about to change.</summary>
    private TimeSpan Interval()
    {
        WorkerState state = State;
        bool isHurried = state.Phase != WorkerPhase.Holding
            || state.Plan == default
            || state.Leader?.IsOverdue(options.LeaseTime) == true
            || _calls.Now - state.Changed < TimeSpan.FromSeconds(1);
        return isHurried ? options.HurriedInterval : options.RenewInterval;
    }

    private async Task JoinAsync(CancellationToken leave)
    {
        // It is the same join for a while, so that one which was carried out unseen is not made twice; but not so long that it could bring
        // back a lease that was watched to its end.
        bool isAgain = _self is { } former && former.Id != State.Id && _calls.Now - _joins < options.LeaseTime / 2;
        if (!isAgain)
        {
            _self = identity();
            _joins = _calls.Now;
        }

        WorkerInfo self = _self!;
        (bool isAnswered, bool hasJoined, Reading at) =
            await _calls.TryAsync(limit => store.JoinAsync(_run, self, limit), leave).ConfigureAwait(false);
        if (hasJoined)
        {
            Step(state => (WorkerDecision.Joined(state, self.Id, at), WorkerActions.None));
            LogJoined(logger, self.Name, self.Id, _run);
        }
        else if (isAnswered)
        {
            await FindEndAsync(leave).ConfigureAwait(false);
        }
    }

    private async Task FindEndAsync(CancellationToken leave)
    {
        (bool isRead, ClusterFacts facts, _) = await _calls.TryAsync(store.ReadFactsAsync, leave).ConfigureAwait(false);
        if (isRead && facts.Run is { } found && found.Id == _run && found.Phase != RunPhase.Running)
        {
            Step(state => (WorkerDecision.Ended(state, new RunEnd(found.Phase, found.Reason)), WorkerActions.StepDown));
        }
        else if (isRead && facts.Run?.Id != _run)
        {
            string other = facts.Run is { } another ? $"run {another.Id} of {another.Owner} has taken its place" : "the store has no run at all";
            Step(state => (
                WorkerDecision.Ended(state, new RunEnd(RunPhase.Failed, $"run {_run} is gone: {other}")), WorkerActions.StepDown));
        }
    }

    private async Task RenewAsync(CancellationToken leave)
    {
        WorkerState state = State;
        IReadOnlyList<string> silent = engine.SilentPeers;
        foreach (string peer in silent.Except(_silent))
        {
            LogSilent(logger, peer);
        }

        _silent = silent;
        WorkerReport report = engine.Report with
        {
            IsSuspended = state.Phase == WorkerPhase.Suspended,
            Held = (long)(_calls.Now - state.Joined).TotalMilliseconds,
            Silent = silent.Count > 0 ? [.. silent.Take(WorkerReport.MostSilent)] : null,
        };
        var renewal = new Renewal(_run, state.Id, state.Counter + 1, state.Term, report);
        (bool isAnswered, WorkerView view, Reading at) =
            await _calls.TryAsync(limit => store.RenewAsync(renewal, limit), leave).ConfigureAwait(false);
        if (!isAnswered)
        {
            Passed();
            return;
        }

        string former = state.Id;
        WorkerActions actions = Step(current => WorkerDecision.Renewed(current, _run, view, at, Nonce(), options));
        if (actions.HasFlag(WorkerActions.Drop))
        {
            LogLost(logger, former);
            _calls.CountRefused();
        }

        if (actions.HasFlag(WorkerActions.Leave))
        {
            await _calls.TryAsync(limit => store.EvictAsync(_run, former, null, null, limit), leave).ConfigureAwait(false);
        }

        if (actions.HasFlag(WorkerActions.ReadPlan) && _planReading.IsCompleted)
        {
            _planReading = Guarded(ReadPlanAsync(state.Id), _others.Token);
        }

        if (actions.HasFlag(WorkerActions.Claim) && _claim.IsCompleted)
        {
            _claim = Guarded(ClaimAsync(), _others.Token);
        }
    }

    private async Task ReadPlanAsync(string self)
    {
        (bool isRead, ClusterPlan? plan, Reading at) = await _calls.TryAsync(store.ReadPlanAsync, _others.Token).ConfigureAwait(false);
        if (isRead && plan is not null && plan.Run == _run)
        {
            Step(
                state => state.Id == self ? WorkerDecision.PlanRead(state, plan, at, options) : (state, WorkerActions.None),
                plan);
        }
    }

    private void Passed() => Step(state => WorkerDecision.Passed(state, _calls.Now, options));

    /// <summary>A timer of its own, so that a call that hangs delays nothing. Each renewal puts it off. Called under the lock.</summary>
    private void SetDeadline()
    {
        if (_state.Phase == WorkerPhase.Holding)
        {
            // It may be early, and is then set again.
            TimeSpan left = _state.Renewed + options.SuspendAfter - _calls.Now;
            TimeSpan least = TimeSpan.FromMilliseconds(1);
            _deadline?.Change(left > least ? left : least, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>One event after another: changes the state, and does at once what concerns engine and leadership.</summary>
    private WorkerActions Step(Func<WorkerState, (WorkerState State, WorkerActions Actions)> decide, ClusterPlan? plan = null)
    {
        lock (_gate)
        {
            (_state, WorkerActions actions) = decide(_state);
            SetDeadline();
            if (actions.HasFlag(WorkerActions.StepDown))
            {
                _term.Cancel();
            }

            if (actions.HasFlag(WorkerActions.Drop))
            {
                _pump!.Drop();
            }

            if (actions.HasFlag(WorkerActions.Suspend))
            {
                _pump!.Suspend();
                LogSuspended(logger, _state.Id);
            }

            if (actions.HasFlag(WorkerActions.Resume))
            {
                _pump!.Resume();
                LogResumed(logger, _state.Id);
            }

            if (actions.HasFlag(WorkerActions.Apply))
            {
                Volatile.Write(ref _workers, plan!.Workers.Length);
                _pump!.Apply(plan, _state.Id);
            }

            if (actions.HasFlag(WorkerActions.Lead))
            {
                BeginTerm();
            }

            return actions;
        }
    }

    /// <summary>A component that fails ends the run for all workers, unless this one has been replaced: then only for itself.</summary>
    private async Task EndOnFailureAsync(CancellationTokenSource leaving)
    {
        Task<Exception> first =
            await Waiting.For(Task.WhenAny(engine.Failed, _pump!.Failed, _fault.Task), _others.Token).ConfigureAwait(false);
        Exception exception = await first.ConfigureAwait(false);
        string self = State.Id;
        LogFailed(logger, exception, _run);
        RunPhase phase = exception is TopologyInputException ? RunPhase.Refused : RunPhase.Failed;
        string reason = exception.Message.ReplaceLineEndings(" ");
        while (self.Length > 0)
        {
            (bool isAnswered, bool isOver, _) = await _calls.TryAsync(
                limit => store.FinishAsync(_run, null, self, phase, reason, limit), _others.Token).ConfigureAwait(false);
            if (isOver)
            {
                return;
            }

            if (isAnswered)
            {
                _calls.CountRefused();
                break;
            }

            await Waiting.Delay(options.RenewInterval, time, _others.Token).ConfigureAwait(false);
        }

        // Others have its tasks, and go on; the engine that failed is of no more use.
        _failedAlone = new RunEnd(RunPhase.Failed, reason);
        leaving.Cancel();
    }

    /// <summary>Leaves no task unobserved: what fails there ends the run, rather than half of it going on.</summary>
    private async Task Guarded(Task task, CancellationToken cancellation)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            _fault.TrySetResult(exception);
        }
    }

    /// <summary>Gives up the lease, unless the run is over and there is nothing to hand on, and stops the engine.</summary>
    private async Task PartAsync(WorkerReporter reporter)
    {
        await reporter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        WorkerState state = State;
        if (state.Phase is WorkerPhase.Holding or WorkerPhase.Suspended)
        {
            await _calls.TryAsync(limit => store.EvictAsync(_run, state.Id, null, null, limit), CancellationToken.None).ConfigureAwait(false);
        }

        await _pump!.StopAsync().ConfigureAwait(false);
        await reporter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    [LoggerMessage(40, LogLevel.Information, "Worker {Name} joined run {Run} as {Worker}")]
    private static partial void LogJoined(ILogger logger, string name, string worker, string run);

    [LoggerMessage(41, LogLevel.Warning, "Worker {Worker} has lost its lease: its tasks are dropped, and it joins again under a new id")]
    private static partial void LogLost(ILogger logger, string worker);

    [LoggerMessage(42, LogLevel.Warning, "Worker {Worker} could not renew its lease in time and has stopped working until it can")]
    private static partial void LogSuspended(ILogger logger, string worker);

    [LoggerMessage(43, LogLevel.Information, "Worker {Worker} goes on: lease and plan are still its own")]
    private static partial void LogResumed(ILogger logger, string worker);

    [LoggerMessage(46, LogLevel.Warning, "Nothing is heard from worker {Peer}, which should be linked to this one")]
    private static partial void LogSilent(ILogger logger, string peer);

    [LoggerMessage(44, LogLevel.Error, "A failure ends run {Run}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string run);

    [LoggerMessage(45, LogLevel.Information, "Leaving run {Run}")]
    private static partial void LogLeaves(ILogger logger, string run);
}
