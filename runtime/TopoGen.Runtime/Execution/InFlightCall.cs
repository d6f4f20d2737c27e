using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// One call of an asynchronous handler: its tuple, its emits, its completion. Pooled; the version tells one use from the next.
/// </summary>
internal abstract class InFlightCall : AnchorScope
{
    private readonly AsyncCalls _calls;
    private readonly IBufferedOutput[] _buffers;
    private readonly Lock _lock = new();
    private readonly Action _completed;
    private KeptRoots _roots;
    private LedgerUpdateKind _failed;
    private ValueTask _pending;
    private long _begun;
    private int _version;

    protected InFlightCall(AsyncCalls calls, IReadOnlyList<IAnchoredOutput> outputs)
    {
        _calls = calls;
        _buffers = [.. outputs.Select(o => o.CreateBuffer())];
        _completed = () => _calls.Complete(this);
    }

    /// <summary>Whether the handler's task has completed, so that the emits can be published. Executor's thread only.</summary>
    public bool IsDone { get; private set; }

    /// <exception cref="InvalidOperationException">The call that the version stands for has completed.</exception>
    public void Add<T>(int version, int output, in T tuple)
    {
        lock (_lock)
        {
            Verify(version);
            Unsafe.As<BufferedOutput<T>>(_buffers[output]).Send(in tuple);
        }
    }

    /// <inheritdoc cref="Add{T}(int, int, in T)"/>
    public void Add<T>(int version, int output, int task, in T tuple)
    {
        lock (_lock)
        {
            Verify(version);
            Unsafe.As<BufferedDirectOutput<T>>(_buffers[output]).Send(task, in tuple);
        }
    }

    /// <summary>Calls the handler. The trees of the tuple at hand become the call's: it settles them when it is published.</summary>
    /// <returns>Whether it completed at once.</returns>
    public bool Start(TaskCell cell, long begun, CancellationToken cancellation)
    {
        _roots.Take(cell.Executor.Tracker, isFree: true);
        cell.Executor.Tracker.Drop();
        _failed = LedgerUpdateKind.Progress;
        _begun = begun;
        IsDone = false;
        try
        {
            _pending = Invoke(new Anchor(this, _version), cancellation);
        }
        catch (Exception exception)
        {
            _pending = ValueTask.FromException(exception);
        }

        if (_pending.IsCompleted)
        {
            return true;
        }

        _pending.GetAwaiter().UnsafeOnCompleted(_completed);
        return false;
    }

    /// <summary>Takes the result of a completed call: from now on its anchor is void.</summary>
    public void Finish(TaskCell cell)
    {
        lock (_lock)
        {
            _version++;
        }

        IsDone = true;
        try
        {
            _pending.GetAwaiter().GetResult();
            if (_begun != 0)
            {
                cell.AddSample(_begun);
            }

            if (_failed != LedgerUpdateKind.Progress)
            {
                Discard();
            }
        }
        catch (Exception exception)
        {
            Discard();
            Fail(exception, isTracked: !_roots.IsEmpty);
            _failed = LedgerUpdateKind.HandlerFailed;
        }

        _pending = default;
    }

    public void Publish(TaskCell cell)
    {
        Tracker tracker = cell.Executor.Tracker;
        _roots.Open(tracker, _roots.Edge);
        tracker.Fail(_failed);
        cell.BeginCall(withFields: false);
        try
        {
            foreach (IBufferedOutput buffer in _buffers)
            {
                buffer.Publish();
            }
        }
        catch (Exception exception)
        {
            // A direct emit to a task that does not exist, or more than OutboxLimit: found only now.
            Discard();
            Fail(exception, isTracked: !_roots.IsEmpty);
        }

        cell.EndCall();
        tracker.Settle(cell.Ledgers);
        _roots.Clear();
    }

    /// <summary>Tells the ledgers that the call goes on, if it does.</summary>
    public void ResetTimeout(int version, LedgerPorts ledgers)
    {
        if (version == Volatile.Read(ref _version))
        {
            ledgers.Send(_roots.Span, 0);
        }
    }

    /// <summary>Forgets the tuple and goes back to the pool.</summary>
    public abstract void Release();

    /// <summary>The end of the call acks.</summary>
    protected sealed override void Ack(int version)
    {
    }

    protected sealed override void Fail(int version)
    {
        lock (_lock)
        {
            if (version == _version)
            {
                _failed = LedgerUpdateKind.FailedByHand;
            }
        }
    }

    protected sealed override void ResetTimeout(int version) => _calls.ResetTimeout(this, version);

    protected abstract ValueTask Invoke(Anchor anchor, CancellationToken cancellation);

    protected abstract void Fail(Exception exception, bool isTracked);

    private void Discard()
    {
        foreach (IBufferedOutput buffer in _buffers)
        {
            buffer.Discard();
        }
    }

    private void Verify(int version)
    {
        if (version != _version)
        {
            throw new InvalidOperationException(
                "Emit with the anchor of a call that has completed; await everything that emits before the handler returns.");
        }
    }
}

/// <inheritdoc/>
internal sealed class InFlightCall<T>(AsyncInput<T> input, AsyncCalls calls, IReadOnlyList<IAnchoredOutput> outputs)
    : InFlightCall(calls, outputs)
{
    private T _tuple = default!;

    public void Take(in T tuple) => _tuple = tuple;

    public override void Release()
    {
        _tuple = default!;
        input.Return(this);
    }

    protected override ValueTask Invoke(Anchor anchor, CancellationToken cancellation)
        => input.Invoke(in _tuple, anchor, cancellation);

    protected override void Fail(Exception exception, bool isTracked) => input.Fail(exception, in _tuple, isTracked);
}
