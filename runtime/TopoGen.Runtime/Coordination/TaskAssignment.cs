using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Which worker runs which task. Pure, and the same for equal input on every machine: the order in which workers are given does
/// not matter.
/// </summary>
internal static class TaskAssignment
{
    /// <summary>Hosts one after another, and on each the workers by name, numbers in names by their value.</summary>
    public static ImmutableArray<WorkerInfo> Order(IEnumerable<WorkerInfo> workers)
        => [.. workers.OrderBy(w => w.Host, WorkerNames.Order).ThenBy(w => w.Name, WorkerNames.Order).ThenBy(w => w.Id, StringComparer.Ordinal)];

    /// <summary>Who gets tasks where more have joined than are wanted: those that have some, then those that were started first.</summary>
    /// <param name="workers">All that could.</param>
    /// <param name="wanted">How many are wanted, or null for all.</param>
    /// <param name="current">The tasks as they are placed.</param>
    public static ImmutableArray<WorkerInfo> Choose(
        IEnumerable<WorkerInfo> workers, int? wanted, ImmutableArray<PlannedTasks> current)
    {
        HashSet<string> busy = [.. current.SelectMany(c => c.Tasks).Where(t => !t.HasEnded).Select(t => t.Worker)];
        return
        [
            .. Order(workers)
                .OrderByDescending(w => busy.Contains(w.Id))
                .ThenBy(w => w.Started)
                .Take(wanted ?? int.MaxValue),
        ];
    }

    /// <summary>
    /// Places all tasks: as the engine places them on executors, with workers in their place (a worker of several slots counts
    /// that often where they differ), and then evened out.
    /// </summary>
    /// <param name="shape">The topology.</param>
    /// <param name="parallelism">The number of tasks of each component.</param>
    /// <param name="workers">One or more.</param>
    /// <param name="incarnation">The generation of the plan to be.</param>
    public static ImmutableArray<PlannedTasks> Fresh(
        TopologyShape shape, ImmutableArray<int> parallelism, IEnumerable<WorkerInfo> workers, long incarnation)
    {
        ImmutableArray<WorkerInfo> ordered = Order(workers);
        bool areEqual = ordered.All(w => w.Slots == ordered[0].Slots);
        int[] executors =
            [.. Enumerable.Range(0, ordered.Length).SelectMany(w => Enumerable.Repeat(w, areEqual ? 1 : Math.Max(1, ordered[w].Slots)))];
        ImmutableArray<ImmutableArray<int>> lanes = Placement.Assign(parallelism, executors.Length);
        var board = new AssignmentBoard(shape, parallelism, ordered);
        for (int component = 0; component < lanes.Length; component++)
        {
            for (int task = 0; task < lanes[component].Length; task++)
            {
                board.Place(component, task, executors[lanes[component][task]]);
            }
        }

        Level(board);
        return Read(shape, parallelism, board, ordered, [], incarnation);
    }

    /// <summary>
    /// Places only tasks that have no worker: those of workers that are gone, and those that are new. They go to the least loaded
    /// workers, where possible next to the tasks of their lane. Nothing that runs moves.
    /// </summary>
    /// <param name="shape">The topology.</param>
    /// <param name="parallelism">The number of tasks of each component; those with higher indexes are removed.</param>
    /// <param name="current">The tasks as they are placed.</param>
    /// <param name="held">The workers that are there. Tasks on others have no worker.</param>
    /// <param name="takers">Those of them that may be given tasks, one or more.</param>
    /// <param name="incarnation">The generation of the plan to be.</param>
    public static ImmutableArray<PlannedTasks> Repair(
        TopologyShape shape,
        ImmutableArray<int> parallelism,
        ImmutableArray<PlannedTasks> current,
        IReadOnlySet<string> held,
        IEnumerable<WorkerInfo> takers,
        long incarnation)
    {
        ImmutableArray<WorkerInfo> ordered = Order(takers);
        AssignmentBoard board = Board(shape, parallelism, current, held, ordered);
        (int[] sure, int odd, bool[] mayHaveOdd) = FairShare.Fill(board.HomelessTasks.Count(), board.Slots, board.Loads);
        board.Fill(sure, odd, mayHaveOdd);
        return Read(shape, parallelism, board, ordered, current, incarnation);
    }

    /// <summary>
    /// Spreads all tasks that have not ended over the workers, with as few moves of running tasks as that takes. Where a component gets
    /// another number of tasks, all of them begin anew, wherever they are.
    /// </summary>
    /// <param name="shape">The topology.</param>
    /// <param name="parallelism">The number of tasks of each component; those with higher indexes are removed.</param>
    /// <param name="current">The tasks as they are placed.</param>
    /// <param name="workers">All workers that are to have tasks, one or more.</param>
    /// <param name="incarnation">The generation of the plan to be.</param>
    public static ImmutableArray<PlannedTasks> Spread(
        TopologyShape shape,
        ImmutableArray<int> parallelism,
        ImmutableArray<PlannedTasks> current,
        IEnumerable<WorkerInfo> workers,
        long incarnation)
    {
        ImmutableArray<WorkerInfo> ordered = Order(workers);
        HashSet<string> ids = [.. ordered.Select(w => w.Id)];
        AssignmentBoard board = Board(shape, parallelism, current, ids, ordered);
        Level(board);
        return Read(shape, parallelism, board, ordered, current, incarnation);
    }

    private static void Level(AssignmentBoard board)
    {
        int[] targets = FairShare.Targets(board.Loads.Sum() + board.HomelessTasks.Count(), board.Slots, board.Loads);
        board.Release(targets);
        board.Fill([.. targets.Zip(board.Loads, (target, load) => target - load)], 0, new bool[targets.Length]);
    }

    private static AssignmentBoard Board(
        TopologyShape shape,
        ImmutableArray<int> parallelism,
        ImmutableArray<PlannedTasks> current,
        IReadOnlySet<string> held,
        ImmutableArray<WorkerInfo> ordered)
    {
        Dictionary<string, int> index = ordered.Select((w, i) => (w.Id, i)).ToDictionary(w => w.Id, w => w.i, StringComparer.Ordinal);
        var board = new AssignmentBoard(shape, parallelism, ordered);
        foreach ((int component, int task, PlannedTask planned) in Matching(shape, parallelism, current))
        {
            int place = planned.HasEnded ? AssignmentBoard.Settled
                : index.TryGetValue(planned.Worker, out int worker) ? worker
                : held.Contains(planned.Worker) ? AssignmentBoard.Settled
                : AssignmentBoard.Homeless;
            board.Place(component, task, place);
        }

        return board;
    }

    /// <summary>The tasks of a plan that are still wanted, with the index of their component.</summary>
    private static IEnumerable<(int Component, int Task, PlannedTask Planned)> Matching(
        TopologyShape shape, ImmutableArray<int> parallelism, ImmutableArray<PlannedTasks> current)
    {
        Dictionary<string, PlannedTasks> tasks = current.ToDictionary(c => c.Component, StringComparer.Ordinal);
        for (int component = 0; component < parallelism.Length; component++)
        {
            PlannedTasks? planned = tasks.GetValueOrDefault(shape.Components[component].Name);
            for (int task = 0; task < Math.Min(parallelism[component], planned?.Tasks.Length ?? 0); task++)
            {
                yield return (component, task, planned!.Tasks[task]);
            }
        }
    }

    private static ImmutableArray<PlannedTasks> Read(
        TopologyShape shape,
        ImmutableArray<int> parallelism,
        AssignmentBoard board,
        ImmutableArray<WorkerInfo> ordered,
        ImmutableArray<PlannedTasks> current,
        long incarnation)
    {
        Dictionary<string, PlannedTasks> before = current.ToDictionary(c => c.Component, StringComparer.Ordinal);
        return [.. parallelism.Select((tasks, component) =>
        {
            string name = shape.Components[component].Name;
            PlannedTasks? planned = before.GetValueOrDefault(name);
            return new PlannedTasks(name, [.. Enumerable.Range(0, tasks).Select(task => One(component, task, planned, tasks))]);
        })];

        PlannedTask One(int component, int task, PlannedTasks? planned, int tasks)
        {
            PlannedTask? old = task < planned?.Tasks.Length ? planned.Tasks[task] : null;
            int place = board[component, task];
            string worker = place == AssignmentBoard.Settled ? old!.Worker : ordered[place].Id;

            // Tasks of a component that gets another number of them were told how many they are, and have shared out their input by it: all begin anew.
            bool stays = old is not null && old.Worker == worker && (old.HasEnded || planned!.Tasks.Length == tasks);
            return stays ? old! : new PlannedTask(worker, incarnation);
        }
    }
}
