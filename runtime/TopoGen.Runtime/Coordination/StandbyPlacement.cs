using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Which worker holds the standby of which task: never the one that runs it, one on another machine where there is one, and of those the one with the fewest. Standbys that are well placed stay where they
/// are. Pure, and the same for equal input on every machine. Costs tasks × (log workers + workers of the task's machine).
/// </summary>
internal static class StandbyPlacement
{
    /// <param name="shape">The topology.</param>
    /// <param name="tasks">Its tasks, with the standbys that they have.</param>
    /// <param name="workers">Who may hold standbys.</param>
    /// <returns>The same tasks, each with the standby that it is to have.</returns>
    public static ImmutableArray<PlannedTasks> Assign(TopologyShape shape, ImmutableArray<PlannedTasks> tasks, IEnumerable<WorkerInfo> workers)
    {
        Dictionary<string, bool> isWanted = shape.Components.ToDictionary(
            c => c.Name, c => c.Recovery is Recovery.Standby or Recovery.HotStandby, StringComparer.Ordinal);
        if (!isWanted.ContainsValue(true) && !tasks.Any(c => c.Tasks.Any(t => t.Standby is not null)))
        {
            return tasks;
        }

        var board = new Board(TaskAssignment.Order(workers));
        foreach (PlannedTask task in tasks.Where(c => isWanted.GetValueOrDefault(c.Component)).SelectMany(c => c.Tasks).Where(board.IsWell))
        {
            board.Add(task.Standby!);
        }

        return
        [
            .. tasks.Select(component => component with
            {
                Tasks = [.. component.Tasks.Select(task => task.HasEnded ? task : task with { Standby = isWanted.GetValueOrDefault(component.Component) ? board.Of(task) : null })],
            }),
        ];
    }

    private sealed class Board
    {
        private readonly ImmutableArray<WorkerInfo> _workers;
        private readonly Dictionary<string, int> _indexes;
        private readonly int[] _loads;
        private readonly bool _hasSeveralHosts;

        /// <summary>The least loaded first, then in order.</summary>
        private readonly SortedSet<(int Load, int Worker)> _free;

        public Board(ImmutableArray<WorkerInfo> workers)
        {
            _workers = workers;
            _indexes = workers.Select((w, i) => (w.Id, i)).ToDictionary(w => w.Id, w => w.i, StringComparer.Ordinal);
            _loads = new int[workers.Length];
            _hasSeveralHosts = workers.Select(w => w.Host).Distinct(StringComparer.Ordinal).Skip(1).Any();
            _free = [.. Enumerable.Range(0, workers.Length).Select(w => (0, w))];
        }

        /// <summary>Whether a task has a standby that may stay where it is.</summary>
        public bool IsWell(PlannedTask task)
            => !task.HasEnded
                && task.Standby is { } standby
                && standby != task.Worker
                && _indexes.TryGetValue(standby, out int worker)
                && (!_hasSeveralHosts || _workers[worker].Host != HostOf(task));

        public void Add(string standby) => Add(_indexes[standby]);

        /// <returns>Null where there is nobody but the one that runs it.</returns>
        public string? Of(PlannedTask task)
        {
            if (IsWell(task))
            {
                return task.Standby;
            }

            string? host = HostOf(task);
            int best = First(w => _workers[w].Id != task.Worker && _workers[w].Host != host) ?? First(w => _workers[w].Id != task.Worker) ?? -1;
            if (best < 0)
            {
                return null;
            }

            Add(best);
            return _workers[best].Id;
        }

        private string? HostOf(PlannedTask task) => _indexes.TryGetValue(task.Worker, out int worker) ? _workers[worker].Host : null;

        private int? First(Func<int, bool> isFit)
        {
            foreach ((_, int worker) in _free)
            {
                if (isFit(worker))
                {
                    return worker;
                }
            }

            return null;
        }

        private void Add(int worker)
        {
            _free.Remove((_loads[worker], worker));
            _loads[worker]++;
            _free.Add((_loads[worker], worker));
        }
    }
}
