using System.Collections.Concurrent;

namespace TopoGen.Runtime;

/// <summary>
/// The calls of an asynchronous bolt's task that are under way. They complete on any thread; the executor publishes their
/// emits, in the order of the inputs or as they complete. While the limit is reached, the gates of the rings that feed the task
/// are closed.
/// </summary>
internal sealed class AsyncCalls(TaskCell cell, AsyncBoltTask task) : WorkUnit
{
    private const long SampleMask = 1023;

    private readonly ConcurrentQueue<InFlightCall> _completed = new();
    private readonly ConcurrentQueue<(InFlightCall Call, int Version)> _goOn = new();

    /// <summary>Ordered: all calls in the order of their inputs. Unordered: those that wait to be published.</summary>
    private readonly Queue<InFlightCall> _line = new();
    private readonly List<Gate> _feeders = [];
    private int _inFlight;
    private long _started;

    public bool IsIdle => _inFlight == 0;

    /// <summary>Calls that were started and not yet published. Any thread; may lag.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Timeouts that are to begin anew, and of which ledgers were not told. Any thread; may lag.</summary>
    public int Resets => _goOn.Count;

    public override bool PaysLookingOn => true;

    public override bool HasWork => Gate.IsOpen && (!_completed.IsEmpty || !_goOn.IsEmpty || CanPublish);

    private bool CanPublish => _line.TryPeek(out InFlightCall? first) && first.IsDone;

    /// <summary>Lets the task hold back a channel that feeds it. Executor's thread only.</summary>
    public void Feed(Gate gate)
    {
        _feeders.Add(gate);
        if (_inFlight >= task.MaxInFlight)
        {
            gate.Close();
        }
    }

    /// <summary>Takes <see cref="Feed"/> back.</summary>
    public void Forget(Gate gate)
    {
        if (_feeders.Remove(gate) && _inFlight >= task.MaxInFlight)
        {
            gate.Open();
        }
    }

    public void Start<T>(AsyncInput<T> input, in T tuple)
    {
        InFlightCall<T> call = input.Rent(this, task.Outputs);
        call.Take(in tuple);
        if (++_inFlight == task.MaxInFlight)
        {
            foreach (Gate gate in _feeders)
            {
                gate.Close();
            }
        }

        if (task.Ordered)
        {
            _line.Enqueue(call);
        }

        long begun = (_started++ & SampleMask) == 0 ? cell.Timestamp() : 0;
        if (call.Start(cell, begun, cell.Stopping))
        {
            Finish(call);
        }
    }

    /// <summary>Called by whoever completed the handler's task, on any thread.</summary>
    public void Complete(InFlightCall call)
    {
        _completed.Enqueue(call);
        cell.Executor.Wake();
    }

    /// <summary>The message timeouts of a call begin anew. Any thread.</summary>
    public void ResetTimeout(InFlightCall call, int version)
    {
        _goOn.Enqueue((call, version));
        cell.Executor.Wake();
    }

    protected override bool Run(int budget)
    {
        bool worked = false;
        while (_goOn.TryPeek(out (InFlightCall Call, int Version) goesOn))
        {
            goesOn.Call.ResetTimeout(goesOn.Version, cell.Ledgers);
            _goOn.TryDequeue(out _);
        }

        while (_completed.TryDequeue(out InFlightCall? call))
        {
            Finish(call);
            worked = true;
        }

        while (Gate.IsOpen && CanPublish)
        {
            InFlightCall call = _line.Dequeue();
            call.Publish(cell);
            call.Release();
            if (_inFlight-- == task.MaxInFlight)
            {
                foreach (Gate gate in _feeders)
                {
                    gate.Open();
                }
            }

            worked = true;
        }

        if (worked && IsIdle)
        {
            cell.Cut?.Look();
        }

        return worked;
    }

    private void Finish(InFlightCall call)
    {
        call.Finish(cell);
        if (!task.Ordered)
        {
            _line.Enqueue(call);
        }
    }
}
