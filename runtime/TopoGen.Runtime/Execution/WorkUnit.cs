namespace TopoGen.Runtime;

/// <summary>
/// Something an executor runs in turn: a spout, the reading end of a ring, a tick, the completed calls of an asynchronous
/// bolt, the end of a task. What it calls may fuse through many tasks; the rings where that leads are known from the start.
/// Touched by its executor's thread only.
/// </summary>
internal abstract class WorkUnit
{
    /// <summary>After so many short turns in a row a unit is trusted to take another one.</summary>
    private const int Trusted = 8;

    private int _budget;
    private TurnLimits? _limits;
    private int _shortTurns;
    private IChannelProducer[] _rings = [];

    /// <summary>Closed while something that this unit can reach has no room.</summary>
    public Gate Gate { get; } = new();

    /// <summary>Whether a call of <see cref="Turn"/> would do anything. Called before the executor goes to sleep.</summary>
    public abstract bool HasWork { get; }

    /// <summary>
    /// Whether its work comes from threads that can only wake the executor: then it pays to look on for a while. A link's reader runs the
    /// unit itself, and there a thread that looks on would only keep a processor from it.
    /// </summary>
    public virtual bool PaysLookingOn => false;

    /// <summary>Whether its calls may write to the channels of its task.</summary>
    public virtual bool LeadsOn => true;

    /// <summary>Whether its last turns were all shorter than 100 µs. Any thread; may lag.</summary>
    public bool IsQuick => Volatile.Read(ref _shortTurns) >= Trusted;

    /// <summary>Whether waiting tuples of a ring behind this unit could be moved on.</summary>
    public bool CanDrain
    {
        get
        {
            foreach (IChannelProducer ring in _rings)
            {
                if (ring.HasOverflow && ring.HasRoom)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Says where the unit's calls can lead, and how long its turns may be; again after a change of channels.</summary>
    public void Prepare(IChannelProducer[] rings, TurnLimits limits)
    {
        Attach(rings);
        if (_limits is null)
        {
            _limits = limits;
            _budget = Math.Min(limits.Budget, 16);
        }
    }

    /// <summary>Before it is dropped: lets go of the channels.</summary>
    public void Release() => Attach([]);

    /// <summary>Moves what waits behind the unit, runs it while there is room, and publishes what it sent.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public bool Turn()
    {
        bool worked = false;
        foreach (IChannelProducer ring in _rings)
        {
            if (ring.HasOverflow)
            {
                worked |= ring.DrainOverflow();
            }
        }

        if (Gate.IsOpen)
        {
            // Published even where the unit calls itself idle: a spout may emit and then say that it has no more, or throw.
            worked |= Run(_budget);
        }

        // Also behind a closed gate: what others were sent must not wait for the one that has no room.
        foreach (IChannelProducer ring in _rings)
        {
            ring.Flush();
        }

        return worked;
    }

    /// <summary>
    /// Keeps turns short, whatever a tuple costs: what a turn sends is published at its end, and its neighbours wait for it.
    /// </summary>
    /// <param name="took">How long the last turn took, by the engine's clock.</param>
    public void Adapt(long took)
    {
        TurnLimits limits = _limits!;
        _shortTurns = took < limits.Quick ? Math.Min(_shortTurns + 1, Trusted) : 0;
        if (took > limits.Long)
        {
            _budget = Math.Max(1, _budget / 2);
        }
        else if (took < limits.Short)
        {
            _budget = Math.Min(limits.Budget, _budget * 2);
        }
    }

    /// <param name="budget">How many tuples to handle at the most.</param>
    /// <returns>Whether there was anything to do.</returns>
    protected abstract bool Run(int budget);

    private void Attach(IChannelProducer[] rings)
    {
        foreach (IChannelProducer ring in _rings)
        {
            ring.Detach(Gate);
        }

        foreach (IChannelProducer ring in rings)
        {
            ring.Attach(Gate);
        }

        _rings = rings;
    }
}
