using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Invariant 5: channels between processes hold no more than their windows and what their producers cannot take back, which the network looks at
/// whenever they hold more than before; rings hold no more than their capacity and what those who fill them have in hand. That nothing is missing or
/// comes twice in a channel is seen by the network too; that all goes on where nothing is wrong, by the test.
/// </summary>
internal sealed class Flow
{
    /// <summary>A producer looks at its room after so many bytes.</summary>
    private const int Batch = 8 * 1024;

    private const int LargestTuple = 1024;

    /// <summary>What the calls that are under way may put into a ring beyond its room.</summary>
    private const int MostBeyond = 256;

    private readonly SimulatedCluster _cluster;

    /// <summary>Of channels that wait for barriers of others: how many bytes the others of their links have handled.</summary>
    private readonly Dictionary<ChannelId, long> _beside = [];

    public Flow(SimulatedCluster cluster)
    {
        _cluster = cluster;
        cluster.Network.MostHeld = cluster.Network.Window + Batch + LargestTuple;
    }

    public string? Problem()
    {
        foreach (SimulatedWorker worker in _cluster.Workers)
        {
            if (!worker.Process.IsDead && (Overfull(worker) is { } problem))
            {
                return problem;
            }
        }

        if (_cluster.Faults[Fault.BlockedBesideOthers] == 0)
        {
            foreach (SimulatedWorker worker in _cluster.Alive)
            {
                LookForBlocked(worker);
            }
        }

        return null;
    }

    private string? Overfull(SimulatedWorker worker)
    {
        foreach (TaskCell cell in worker.Engine.Cells)
        {
            foreach (RingChannel ring in cell.Queues)
            {
                if (ring.Pending > _cluster.Losses.RingCapacity + MostBeyond)
                {
                    return $"A ring of {cell} on {worker.Name} holds {ring.Pending} tuples; its capacity is {_cluster.Losses.RingCapacity}.";
                }
            }
        }

        return null;
    }

    /// <summary>Whether one of a task's links is held back at a barrier that has not come through another one, and whether others on its link go on.</summary>
    private void LookForBlocked(SimulatedWorker worker)
    {
        HashSet<ChannelId> blocked = [.. worker.Engine.Cells.SelectMany(BlockedOf)];
        if (blocked.Count > 0)
        {
            _cluster.Faults.Add(Fault.BlockedChannel);
        }

        foreach (SimulatedLink link in worker.Node.Links)
        {
            SimulatedReceiver[] waiting = [.. link.Receivers.Where(r => r.HasData && blocked.Contains(r.Channel))];
            long others = waiting.Length == 0 ? 0 : link.Receivers.Where(r => !blocked.Contains(r.Channel)).Sum(r => r.Handled);
            foreach (SimulatedReceiver receiver in waiting)
            {
                if (_beside.TryGetValue(receiver.Channel, out long before) && others > before)
                {
                    _cluster.Faults.Add(Fault.BlockedBesideOthers);
                }

                _beside[receiver.Channel] = others;
            }

            foreach (SimulatedReceiver receiver in link.Receivers.Except(waiting))
            {
                _beside.Remove(receiver.Channel);
            }
        }
    }

    private static IEnumerable<ChannelId> BlockedOf(TaskCell cell)
    {
        ChannelSlot[] slots = [.. cell.Slots.Where(s => !s.IsClosed && s.Channel?.Incoming is not null)];
        return slots.Any(s => !s.HasBarrier) ? slots.Where(s => s.HasBarrier).Select(s => s.Channel!.Id) : [];
    }
}
