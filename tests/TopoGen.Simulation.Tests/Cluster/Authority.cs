using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>Invariant 1: no task, in one life, is run by two workers, and none by a worker that may have been replaced.</summary>
internal sealed class Authority(SimulatedCluster cluster)
{
    /// <summary>One that stood still finds out a little later.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<SimulatedWorker, TimeSpan> _late = [];

    /// <summary>The tasks of each worker when they were last compared: they are others only where the dictionary is.</summary>
    private readonly Dictionary<SimulatedWorker, object> _compared = [];

    public string? Problem()
    {
        bool isChanged = false;
        foreach (SimulatedWorker worker in cluster.Workers)
        {
            if (worker.Process.IsDead)
            {
                continue;
            }

            object placed = worker.Engine.Host.Graph.Placed;
            if (!_compared.TryGetValue(worker, out object? last) || last != placed)
            {
                _compared[worker] = placed;
                isChanged = true;
            }

            if (!worker.IsOver && Late(worker) is { } late)
            {
                return late;
            }
        }

        return isChanged ? Twice() : null;
    }

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
        bool isLate = now - worker.State.Renewed > cluster.Times.SuspendAfter
            && !worker.Process.IsStopped
            && worker.State.Phase != WorkerPhase.Joining
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
