using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Invariant 5: channels hold no more than their windows, and what their producers cannot take back. That nothing is missing or comes twice in
/// a channel is seen by the network; that all goes on where nothing is wrong, by the test.
/// </summary>
internal sealed class Flow(SimulatedCluster cluster)
{
    /// <summary>A producer looks at its room after so many bytes.</summary>
    private const int Batch = 8 * 1024;

    private const int LargestTuple = 1024;

    public string? Problem()
    {
        long most = cluster.Network.Window + Batch + LargestTuple;
        foreach ((ChannelId channel, long held) in cluster.Network.Held)
        {
            if (held > most)
            {
                return $"{channel} holds {held} bytes; expected at most {most}.";
            }
        }

        if (cluster.Faults[Fault.BlockedChannel] == 0 && cluster.Workers.Any(w => !w.Process.IsDead && w.Engine.Cells.Any(IsBlocked)))
        {
            cluster.Faults.Add(Fault.BlockedChannel);
        }

        return null;
    }

    /// <summary>Whether one of a task's links is held back at a barrier that has not come through another one.</summary>
    private static bool IsBlocked(TaskCell cell)
    {
        ChannelSlot[] slots = [.. cell.Slots.Where(s => !s.IsClosed && s.Channel?.Incoming is not null)];
        return slots.Any(s => s.HasBarrier) && slots.Any(s => !s.HasBarrier);
    }
}
