using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>A process with one worker: real coordination code, its own clock, its own connection, an engine that runs nothing.</summary>
internal sealed class SimulatedWorker
{
    private readonly CancellationTokenSource _leave = new();
    private readonly Queue<ulong> _nonces = [];
    private TimeSpan _behind;
    private int _joins;

    public SimulatedWorker(
        int number, string host, int slots, InMemoryCoordinationStore store, TopologyShape shape, ClusterOptions options, Random random, ILogger logger)
    {
        Name = $"w{number}";
        Store = store.Connect(Clock);
        Worker = new ClusterWorker(Store, Engine, shape, Identity, options, Clock, logger)
        {
            Start = work => work(),
            Nonce = () => (ulong)random.NextInt64(1, long.MaxValue),
            Losses = new LossBound(8, 16),
        };

        WorkerInfo Identity() => new()
        {
            Id = $"{Name}-{++_joins}-{random.Next():x8}",
            Process = Name,
            Name = Name,
            Host = host,
            ProcessId = number,
            Slots = slots,
            Started = DateTimeOffset.UnixEpoch.AddSeconds(number),
        };
    }

    public string Name { get; }

    public FakeTimeProvider Clock { get; } = new();

    public InMemoryCoordinationStore Store { get; }

    public FakeEngine Engine { get; } = new();

    public ClusterWorker Worker { get; }

    public Task<RunEnd?> Run { get; private set; } = Task.FromResult<RunEnd?>(null);

    /// <summary>Killed: nothing of it ever happens again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Stopped as by SIGSTOP: its clock goes on all the same, as it finds when it goes on.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Told to leave, which takes a while where the store does not answer.</summary>
    public bool IsLeaving { get; private set; }

    public bool IsAlive => !IsDead && !Run.IsCompleted;

    public WorkerState State => Worker.State;

    public TimeSpan Now => Clock.GetElapsedTime(0, Clock.GetTimestamp());

    public void Begin(string run) => Run = Worker.RunAsync(run, _leave.Token);

    public void Advance(TimeSpan time)
    {
        if (IsDead)
        {
            return;
        }

        if (IsStopped)
        {
            _behind += time;
            return;
        }

        Clock.Advance(time);
    }

    public void Kill() => IsDead = true;

    public void Stop() => IsStopped = true;

    public void Continue()
    {
        IsStopped = false;
        TimeSpan gap = _behind;
        _behind = TimeSpan.Zero;
        Clock.Advance(gap);
    }

    public void Leave()
    {
        IsLeaving = true;
        _leave.Cancel();
    }

    public override string ToString()
        => $"{Name} ({State.Id}, {State.Phase}{(State.IsLeading ? ", leads" : "")}{(IsDead ? ", dead" : IsStopped ? ", stopped" : "")}, plan {State.Plan.Generation})";
}
