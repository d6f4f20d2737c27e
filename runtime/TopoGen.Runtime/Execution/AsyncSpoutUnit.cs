namespace TopoGen.Runtime;

/// <summary>Keeps one <c>NextAsync</c> of a spout under way and publishes its emits when it completes.</summary>
internal sealed class AsyncSpoutUnit : WorkUnit, IPolled, IDisposable
{
    private readonly TaskCell _cell;
    private readonly AsyncSpoutTask _task;
    private readonly IdleWait _wait;
    private readonly Action _wake;
    private CancellationTokenSource? _asking;
    private ValueTask<SpoutStatus> _pending;
    private volatile bool _isPending;
    private bool _ended;
    private long _called;
    private long _begunAt;
    private volatile bool _completed;

    public AsyncSpoutUnit(TaskCell cell, AsyncSpoutTask task)
    {
        _cell = cell;
        _task = task;
        _wait = cell.Host.CreateIdleWait();
        _wake = () =>
        {
            _completed = true;
            cell.Executor.Wake();
        };
    }

    public override bool PaysLookingOn => true;

    public override bool HasWork
        => !_ended
            && Gate.IsOpen
            && (_isPending
                ? _completed || (!_cell.Host.IsActive && _asking is { IsCancellationRequested: false })
                : _cell.HadEnded || _cell.Host.IsStopping || IsToRelease || IsToExtend || IsToEnd || (IsAllowed && _wait.IsOver));

    public long? PollAt => _ended || _isPending || !Gate.IsOpen || !IsAllowed ? null : _wait.Until;

    public long Called => Volatile.Read(ref _called);

    public bool IsPending => _isPending;

    private bool IsToExtend => _cell.Host.IsActive && _cell.Reservation?.CanExtend(_task.Position) == true;

    private bool IsToRelease => !_cell.Host.IsActive && _cell.Reservation is { CanRelease: true };

    private bool IsAllowed
        => _cell.Host.IsActive && _cell.Reservation?.Allows(_task.Position) != false && _cell.Ledger is not { IsInputOver: true };

    private bool IsToEnd => _cell.Host.IsActive && _cell.Ledger is { IsInputOver: true, IsAtRest: true };

    protected override bool Run(int budget)
    {
        if (_ended)
        {
            return false;
        }

        if (_isPending)
        {
            if (!_cell.Host.IsActive)
            {
                // It may be waiting for input that others are to take.
                _asking?.Cancel();
            }

            return _completed && Complete();
        }

        if (_cell.HadEnded)
        {
            return Finish(ControlSignal.End);
        }

        if (_cell.Host.IsStopping)
        {
            return Finish(ControlSignal.Stop);
        }

        if (!_cell.Host.IsActive)
        {
            _cell.Reservation?.Release(_task.Position);
            return false;
        }

        if (IsToEnd)
        {
            return Finish(ControlSignal.End);
        }

        _cell.Reservation?.Extend(_task.Position);
        if (!IsAllowed || !_wait.IsOver)
        {
            return false;
        }

        Volatile.Write(ref _called, _called + 1);
        _completed = false;
        _isPending = true;
        _begunAt = _task.Position;
        try
        {
            _cell.Checkpoint?.Freeze();
        }
        catch (Exception exception)
        {
            _isPending = false;
            _cell.Host.Abort(_cell.Failure("checkpoint", exception));
            return false;
        }

        try
        {
            _pending = _task.NextAsync(Token());
        }
        catch (Exception exception)
        {
            _pending = ValueTask.FromException<SpoutStatus>(exception);
        }

        if (_pending.IsCompleted)
        {
            return Complete();
        }

        _pending.GetAwaiter().UnsafeOnCompleted(_wake);
        return true;
    }

    /// <summary>Waits until the call under way has come back, for a while: nobody is called any more then.</summary>
    public void Dispose()
    {
        _asking?.Cancel();
        _cell.Host.Threads.WaitFor(() => !_isPending || _completed, TaskHost.CloseTimeout);
        _asking?.Dispose();
    }

    /// <summary>Cancelled where the topology is told to stop, where spouts are to wait, and where the task is removed.</summary>
    private CancellationToken Token()
    {
        if (_asking is null or { IsCancellationRequested: true })
        {
            _asking?.Dispose();
            _asking = CancellationTokenSource.CreateLinkedTokenSource(_cell.Host.Draining);
        }

        return _asking.Token;
    }

    private bool Complete()
    {
        _isPending = false;
        SpoutStatus? status = null;
        try
        {
            status = _pending.GetAwaiter().GetResult();
            _cell.Reservation?.Check(_begunAt, _task.Position);
            _cell.BeginCall(withFields: false);
            _cell.Ledger?.BeginCall();
            _task.Publish();
            _cell.Checkpoint?.Thaw();
        }
        catch (Exception exception)
        {
            TakeBack();
            if (!(exception is OperationCanceledException && _asking is not { IsCancellationRequested: false }))
            {
                _cell.CallFailed("NextAsync", exception);
            }
        }

        _cell.EndCall();
        switch (status)
        {
            case SpoutStatus.More:
                _wait.Came(1);
                break;
            case SpoutStatus.End:
                return _cell.Ledger?.EndInput() == false || Finish(ControlSignal.End);
            case null:
                _wait.BackOff();
                break;
            default:
                _wait.Lengthen();
                break;
        }

        return true;
    }

    /// <summary>Nothing of it is sent, and so its position must not have moved; but of messages it may have been told meanwhile.</summary>
    private void TakeBack()
    {
        if (_cell.Executor.Journal.Running != 0)
        {
            _cell.UndoCall();
            _cell.Ledger?.FailCall();
        }

        _task.Discard();
        if (_cell.Ledger is null)
        {
            _cell.Checkpoint?.TakeBack();
        }
        else
        {
            _cell.Checkpoint?.Thaw();
        }
    }

    private bool Finish(ControlSignal signal)
    {
        _ended = true;
        _cell.Finish(signal);
        return true;
    }
}
