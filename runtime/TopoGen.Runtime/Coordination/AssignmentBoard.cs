using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A placement in the making: which of some workers has which task. One thread; lives for one decision.</summary>
internal sealed class AssignmentBoard
{
    private readonly ImmutableArray<WorkerInfo> _workers;
    private readonly int[] _hosts;

    /// <summary>By component and task: the index of its worker, or one of the marks below.</summary>
    private readonly int[][] _places;
    private readonly ImmutableArray<(int Component, int Weight)>[] _neighbours;

    /// <param name="shape">The topology.</param>
    /// <param name="parallelism">The number of tasks of each component.</param>
    /// <param name="workers">The workers that may be given tasks, in order of preference.</param>
    public AssignmentBoard(TopologyShape shape, IReadOnlyList<int> parallelism, ImmutableArray<WorkerInfo> workers)
    {
        _workers = workers;
        string[] hosts = [.. workers.Select(w => w.Host).Distinct(StringComparer.Ordinal)];
        _hosts = [.. workers.Select(w => Array.IndexOf(hosts, w.Host))];
        _places = [.. parallelism.Select(tasks => Enumerable.Repeat(Homeless, tasks).ToArray())];
        _neighbours = [.. shape.Components.Select((_, c) => Neighbours(shape, c))];
        Loads = new int[workers.Length];
        Slots = [.. workers.Select(w => Math.Max(1, w.Slots))];
    }

    /// <summary>A task without a worker.</summary>
    public const int Homeless = -1;

    /// <summary>A task that stays where it is and counts as no load: it has ended, or its worker is given nothing more.</summary>
    public const int Settled = -2;

    /// <summary>The tasks of each worker.</summary>
    public int[] Loads { get; }

    public int[] Slots { get; }

    /// <summary>The tasks without a worker, lane by lane, so that neighbours are placed one after another.</summary>
    public IEnumerable<(int Component, int Task)> HomelessTasks
        => from task in Enumerable.Range(0, _places.Max(tasks => tasks.Length))
           from component in Enumerable.Range(0, _places.Length)
           where task < _places[component].Length && _places[component][task] == Homeless
           select (component, task);

    public int this[int component, int task] => _places[component][task];

    public void Place(int component, int task, int worker)
    {
        int before = _places[component][task];
        if (before >= 0)
        {
            Loads[before]--;
        }

        if (worker >= 0)
        {
            Loads[worker]++;
        }

        _places[component][task] = worker;
    }

    /// <summary>Takes from each worker what it has beyond its target: those of its tasks that have the least company there.</summary>
    public void Release(int[] targets)
    {
        for (int worker = 0; worker < _workers.Length; worker++)
        {
            while (Loads[worker] > targets[worker])
            {
                (int component, int task) = TasksOf(worker)
                    .OrderBy(t => Company(t.Component, t.Task, worker))
                    .ThenByDescending(t => t.Task)
                    .ThenByDescending(t => t.Component)
                    .First();
                Place(component, task, Homeless);
            }
        }
    }

    /// <summary>Gives every task without a worker to the one with room where it has the most company.</summary>
    /// <param name="room">How many each worker takes.</param>
    /// <param name="odd">How many more there are.</param>
    /// <param name="mayHaveOdd">Who may take one more.</param>
    public void Fill(int[] room, int odd, bool[] mayHaveOdd)
    {
        foreach ((int component, int task) in HomelessTasks.ToArray())
        {
            int best = -1;
            int most = -1;
            for (int worker = 0; worker < _workers.Length; worker++)
            {
                if (room[worker] > 0 || (odd > 0 && mayHaveOdd[worker]))
                {
                    int company = Company(component, task, worker);
                    if (company > most)
                    {
                        best = worker;
                        most = company;
                    }
                }
            }

            if (room[best] > 0)
            {
                room[best]--;
            }
            else
            {
                mayHaveOdd[best] = false;
                odd--;
            }

            Place(component, task, best);
        }
    }

    private IEnumerable<(int Component, int Task)> TasksOf(int worker)
        => from component in Enumerable.Range(0, _places.Length)
           from task in Enumerable.Range(0, _places[component].Length)
           where _places[component][task] == worker
           select (component, task);

    /// <summary>How much of what a task sends and receives would stay on a worker, or at least on its host, within its lane.</summary>
    private int Company(int component, int task, int worker)
    {
        int company = 0;
        foreach ((int neighbour, int weight) in _neighbours[component])
        {
            int[] tasks = _places[neighbour];
            int at = tasks.Length == 0 ? Homeless : tasks[task % tasks.Length];
            if (at >= 0)
            {
                company += at == worker ? 2 * weight : _hosts[at] == _hosts[worker] ? weight : 0;
            }
        }

        return company;
    }

    /// <summary>The components that one is connected to. Local-or-shuffle asks for company more than others.</summary>
    private static ImmutableArray<(int Component, int Weight)> Neighbours(TopologyShape shape, int component)
        =>
        [
            .. from edge in shape.Edges
               where edge.Source == component || edge.Target == component
               select (edge.Source == component ? edge.Target : edge.Source, edge.Grouping == GroupingKind.LocalOrShuffle ? 2 : 1),
        ];
}
