using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>What must hold after every step.</summary>
internal sealed class Invariants(SimulatedCluster cluster)
{
    /// <summary>What takes longer to look at is looked at so often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private TimeSpan _looked;

    public void Check()
    {
        string? violation = cluster.Ghost.Violation ?? cluster.Commits.Violation ?? cluster.Network.Violation ?? cluster.Checker.Failure?.Message ?? cluster.Simulator.Escaped;
        if (violation is null && cluster.Simulator.Now - _looked >= Interval)
        {
            _looked = cluster.Simulator.Now;
            violation = Authority() ?? Memory();
        }

        if (violation is not null)
        {
            throw new SimulationException(violation, cluster);
        }
    }

    /// <summary>No task, in one life, runs twice.</summary>
    private string? Authority()
    {
        var owners = new Dictionary<TaskId, SimulatedWorker>();
        foreach (SimulatedWorker worker in cluster.Workers)
        {
            if (worker.Process.IsDead)
            {
                continue;
            }

            foreach (TaskId task in worker.Engine.Tasks)
            {
                if (!owners.TryAdd(task, worker))
                {
                    return $"{task} runs on {owners[task].Name} and on {worker.Name}.";
                }
            }
        }

        return null;
    }

    /// <summary>Channels hold no more than their windows, and what their producers cannot take back.</summary>
    private string? Memory()
    {
        // A producer looks at its room after so many bytes.
        const int batch = 8 * 1024;
        long most = cluster.Network.Window + batch + 1024;
        foreach ((ChannelId channel, long held) in cluster.Network.Held)
        {
            if (held > most)
            {
                return $"{channel} holds {held} bytes; expected at most {most}.";
            }
        }

        return null;
    }
}
