namespace TopoGen.Testing;

/// <summary>
/// The clock by which executors measure their turns. Every look at it takes time, or a topology that always has something to do would
/// keep the time from passing.
/// </summary>
internal sealed class WorkClock(SimulatedProcess process) : SimulatedClock(process)
{
    private readonly SimulatedProcess _process = process;

    public override long GetTimestamp()
    {
        _process.Simulator.Work();
        return base.GetTimestamp();
    }
}
