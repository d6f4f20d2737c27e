using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>An executor whose steps are a simulation's.</summary>
internal sealed class SimulatedExecutor(SimulatedProcess process, Executor executor)
    : SimulatedWork(process, $"{process.Name}/{executor.Index}", "step")
{
    private long _wakesAt = long.MaxValue;

    /// <summary>Whether it is among those that have something to do.</summary>
    public bool IsReady { get; set; }

    public override bool RunsComponents => true;

    public override void Run()
    {
        IsReady = false;
        if (executor.Step())
        {
            Process!.Simulator.Add(this);
            return;
        }

        long wakesAt = executor.WakesAt;
        if (wakesAt != long.MaxValue && wakesAt != _wakesAt)
        {
            _wakesAt = wakesAt;
            Simulator simulator = Process!.Simulator;
            simulator.Add(
                new SimulatedEvent(Process, "look again", EventKind.Pool, () => Wake(wakesAt)), TimeSpan.FromTicks(wakesAt) - simulator.Now);
        }
    }

    private void Wake(long due)
    {
        if (due == _wakesAt)
        {
            _wakesAt = long.MaxValue;
        }

        if (executor.WakesAt <= due)
        {
            executor.Wake();
        }
    }
}
