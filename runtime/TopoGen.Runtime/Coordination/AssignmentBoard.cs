using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// A placement in the making: which of some workers has which task. One thread; lives for one decision. Each step takes time in proportion to the
/// tasks, times the subscriptions of their components (and the logarithm of the tasks, to release), however many workers there are.
/// </summary>
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
        Dictionary<string, int> hosts = workers.Select(w => w.Host).Distinct(StringComparer.Ordinal)
            .Select((host, index) => (host, index)).ToDictionary(h => h.host, h => h.index, StringComparer.Ordinal);
        _hosts = [.. workers.Select(w => hosts[w.Host])];
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
        var tasks = new List<(int Component, int Task)>[_workers.Length];
        for (int component = 0; component < _places.Length; component++)
        {
            for (int task = 0; task < _places[component].Length; task++)
            {
                if (_places[component][task] is >= 0 and var worker && Loads[worker] > targets[worker])
                {
                    (tasks[worker] ??= []).Add((component, task));
                }
            }
        }

        for (int worker = 0; worker < _workers.Length; worker++)
        {
            if (tasks[worker] is { } own)
            {
                Release(worker, own, targets[worker]);
            }
        }
    }

    /// <summary>Gives every task without a worker to the one with room where it has the most company.</summary>
    /// <param name="room">How many each worker takes.</param>
    /// <param name="odd">How many more there are.</param>
    /// <param name="mayHaveOdd">Who may take one more.</param>
    public void Fill(int[] room, int odd, bool[] mayHaveOdd)
    {
        var vacancies = new Vacancies(_hosts, room, odd, mayHaveOdd);
        foreach ((int component, int task) in HomelessTasks.ToArray())
        {
            // Others with room have no more company than the first of all, or of the host of a neighbour, and come behind it.
            int best = vacancies.First();
            int most = Company(component, task, best);
            foreach ((int neighbour, _) in _neighbours[component])
            {
                int at = Partner(neighbour, task);
                if (at >= 0)
                {
                    Consider(at);
                    Consider(vacancies.FirstOf(_hosts[at]));
                }
            }

            vacancies.Take(best);
            Place(component, task, best);

            void Consider(int worker)
            {
                if (worker >= 0 && vacancies.Has(worker))
                {
                    int company = Company(component, task, worker);
                    if (company > most || (company == most && worker < best))
                    {
                        (best, most) = (worker, company);
                    }
                }
            }
        }
    }

    private void Release(int worker, List<(int Component, int Task)> tasks, int target)
    {
        // A task is queued again when it loses company, and taken from its best place: company never grows here.
        var queue = new PriorityQueue<(int Component, int Task), (int Company, int Task, int Component)>(
            tasks.Select(t => (t, Rank(t.Component, t.Task))));
        while (Loads[worker] > target)
        {
            (int component, int task) = queue.Dequeue();
            if (_places[component][task] != worker)
            {
                continue;
            }

            Place(component, task, Homeless);
            foreach ((int neighbour, _) in _neighbours[component])
            {
                for (int other = task; other < _places[neighbour].Length; other += _places[component].Length)
                {
                    if (_places[neighbour][other] == worker)
                    {
                        queue.Enqueue((neighbour, other), Rank(neighbour, other));
                    }
                }
            }
        }

        (int Company, int Task, int Component) Rank(int component, int task) => (Company(component, task, worker), -task, -component);
    }

    /// <summary>How much of what a task sends and receives would stay on a worker, or at least on its host, within its lane.</summary>
    private int Company(int component, int task, int worker)
    {
        int company = 0;
        foreach ((int neighbour, int weight) in _neighbours[component])
        {
            int at = Partner(neighbour, task);
            if (at >= 0)
            {
                company += at == worker ? 2 * weight : _hosts[at] == _hosts[worker] ? weight : 0;
            }
        }

        return company;
    }

    /// <summary>Where the task of a neighbour is that lies in the same lane.</summary>
    private int Partner(int neighbour, int task)
    {
        int[] tasks = _places[neighbour];
        return tasks.Length == 0 ? Homeless : tasks[task % tasks.Length];
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
