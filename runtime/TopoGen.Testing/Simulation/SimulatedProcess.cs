using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>A process of a simulation: what happens in it stops when it is stopped, and never goes on after its death.</summary>
internal sealed class SimulatedProcess
{
    private readonly List<SimulatedWork> _held = [];

    public SimulatedProcess(Simulator simulator, string name)
    {
        Simulator = simulator;
        Name = name;
        Clock = new SimulatedClock(this);
        Threads = new SimulatedThreads(this);
        Context = new SimulatedContext(this);
    }

    public Simulator Simulator { get; }

    public string Name { get; }

    public TimeProvider Clock { get; }

    public EngineThreads Threads { get; }

    /// <summary>In which components run.</summary>
    public SynchronizationContext Context { get; }

    /// <summary>How much its wall clock is ahead.</summary>
    public TimeSpan WallOffset { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>Whether it stands still, as after SIGSTOP.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether something has come over a link since it stands still.</summary>
    public bool HasReceived => _held.Exists(static h => h is SimulatedEvent { Kind: EventKind.Link });

    /// <summary>Called after its death.</summary>
    public event Action? Killed;

    /// <summary>As SIGKILL: nothing of it ever happens again.</summary>
    public void Kill()
    {
        IsDead = true;
        _held.Clear();
        Simulator.Note(Name, "killed");
        Killed?.Invoke();
    }

    /// <summary>As SIGSTOP. Time goes on, as it finds when it goes on itself.</summary>
    public void Stop()
    {
        IsStopped = true;
        Simulator.Note(Name, "stopped");
    }

    public void Continue()
    {
        IsStopped = false;
        Simulator.Note(Name, "continued");
        foreach (SimulatedWork held in _held)
        {
            Simulator.Release(held);
        }

        _held.Clear();
    }

    /// <summary>Keeps what is due for later, where the process stands still.</summary>
    /// <returns>Whether nothing may happen in it.</returns>
    public bool Holds(SimulatedWork due)
    {
        if (IsStopped && !IsDead)
        {
            _held.Add(due);
        }

        return IsStopped || IsDead;
    }
}
