namespace TopoGen.Runtime;

/// <summary>Keeps one <c>NextAsync</c> of a spout under way and publishes its emits when it completes.</summary>
internal sealed class AsyncSpoutUnit : WorkUnit, IPolled
{
    private readonly TaskCell _cell;
    private readonly AsyncSpoutTask _task;
    private readonly IdleWait _wait;
    private readonly Action _wake;
    private ValueTask<SpoutStatus> _pending;
    private bool _isPending;
    private bool _ended;
    private long _called;
    private long _begunAt;
    private volatile bool _completed;

    public AsyncSpoutUnit(TaskCell cell, AsyncSpoutTask task)
    {
        _cell = cell;
        _task = task;
        _wait = new IdleWait(cell.Host);
        _wake = () =>
        {
            _completed = true;
            cell.Executor.Wake();
        };
    }

    public override bool HasWork
        => !_ended && Gate.IsOpen && (_isPending ? _completed : _cell.Host.IsStopping || (IsAllowed && _wait.IsOver));

    public long? PollAt => _ended || _isPending || !Gate.IsOpen || !IsAllowed ? null : _wait.Until;

    public long Called => Volatile.Read(ref _called);

    private bool IsAllowed => _cell.Host.IsActive && _cell.Reservation?.Allows(_task.Position) != false;

    protected override bool Run(int budget)
    {
        if (_ended)
        {
            return false;
        }

        if (_isPending)
        {
            return _completed && Complete();
        }

        if (_cell.Host.IsStopping)
        {
            return Finish(ControlSignal.Stop);
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
            _pending = _task.NextAsync(_cell.Host.Draining);
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

    private bool Complete()
    {
        _isPending = false;
        SpoutStatus status = SpoutStatus.Idle;
        try
        {
            status = _pending.GetAwaiter().GetResult();
            _cell.Reservation?.Check(_begunAt, _task.Position);
            _task.Publish();
        }
        catch (Exception exception)
        {
            _task.Discard();
            if (!(_cell.Host.IsStopping && exception is OperationCanceledException))
            {
                _cell.CallFailed("NextAsync", exception);
            }
        }

        switch (status)
        {
            case SpoutStatus.More:
                _wait.Reset();
                break;
            case SpoutStatus.End:
                return Finish(ControlSignal.End);
            default:
                _wait.Lengthen();
                break;
        }

        return true;
    }

    private bool Finish(ControlSignal signal)
    {
        _ended = true;
        _cell.Finish(signal);
        return true;
    }
}
