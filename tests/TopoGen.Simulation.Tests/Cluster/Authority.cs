using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>Invariant 1: no task, in one life, is run by two workers, and none by a worker that may have been replaced.</summary>
internal sealed class Authority(SimulatedCluster cluster)
{
    /// <summary>One that stood still finds out a little later.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<SimulatedWorker, TimeSpan> _late = [];

    public string? Problem() => Twice() ?? cluster.Alive.Select(Late).FirstOrDefault(p => p is not null);

    private string? Twice()
    {
        var owners = new Dictionary<TaskId, SimulatedWorker>();
        foreach (SimulatedWorker worker in cluster.Workers.Where(w => !w.Process.IsDead))
        {
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

    private string? Late(SimulatedWorker worker)
    {
        TimeSpan now = cluster.Simulator.Now;
        bool isLate = !worker.Process.IsStopped
            && worker.State.Phase != WorkerPhase.Joining
            && now - worker.State.Renewed > cluster.Times.SuspendAfter
            && !worker.Engine.Report.IsSuspended
            && worker.Engine.Tasks.Any();
        if (!isLate)
        {
            _late.Remove(worker);
            return null;
        }

        return _late.TryAdd(worker, now) || now - _late[worker] < Grace
            ? null
            : $"{worker.Name} works though it has not renewed its lease since {worker.State.Renewed}.";
    }
}
