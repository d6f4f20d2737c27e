using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// The tasks of a plan, counted by worker once, so that the bound of what is lost with one worker after another takes no look at all channels: there is one
/// for each pair of tasks. Immutable.
/// </summary>
internal sealed class LossTally
{
    private readonly LossBound _bound;
    private readonly TopologyShape _shape;
    private readonly Dictionary<string, int> _index;
    private readonly Dictionary<string, Count>[] _byWorker;
    private readonly Count[] _all;

    /// <summary>The first tasks, which alone are reached by a global grouping.</summary>
    private readonly PlannedTask?[] _first;

    /// <param name="bound">What one ring, or window, holds.</param>
    /// <param name="shape">The topology.</param>
    /// <param name="components">Where the tasks are.</param>
    public LossTally(LossBound bound, TopologyShape shape, ImmutableArray<PlannedTasks> components)
    {
        _bound = bound;
        _shape = shape;
        _index = shape.Components.Select((c, index) => (c.Name, index)).ToDictionary(c => c.Name, c => c.index, StringComparer.Ordinal);
        _byWorker = [.. shape.Components.Select(_ => new Dictionary<string, Count>(StringComparer.Ordinal))];
        _all = new Count[shape.Components.Length];
        _first = new PlannedTask?[shape.Components.Length];
        foreach (PlannedTasks component in components)
        {
            int index = _index[component.Component];
            _first[index] = component.Tasks.FirstOrDefault();
            foreach (PlannedTask task in component.Tasks)
            {
                _all[index] += Count.Of(task);
                _byWorker[index][task.Worker] = _byWorker[index].GetValueOrDefault(task.Worker) + Count.Of(task);
            }
        }
    }

    /// <param name="worker">A worker.</param>
    /// <param name="lost">Tasks of it.</param>
    /// <returns>How many tuples are lost with them, at the most.</returns>
    public long Of(string worker, IEnumerable<(TaskId Id, PlannedTask Task)> lost)
    {
        var losses = new Count[_all.Length];
        bool[] losesFirst = new bool[_all.Length];
        foreach ((TaskId id, PlannedTask task) in lost)
        {
            int index = _index[id.Component];
            losses[index] += Count.Of(task);
            losesFirst[index] |= id.Index == 0;
        }

        long tuples = losses.Sum(l => (long)l.Live);
        foreach (ShapeEdge edge in _shape.Edges)
        {
            int lostSources = losses[edge.Source].All;
            long sources = _all[edge.Source].All;
            long sourcesHere = _byWorker[edge.Source].GetValueOrDefault(worker).All;
            (long targets, long targetsHere, long lostTargets) = edge.Grouping == GroupingKind.Global
                ? First(edge.Target)
                : (_all[edge.Target].Live, _byWorker[edge.Target].GetValueOrDefault(worker).Live, losses[edge.Target].Live);

            // Pairs of which one is lost, or both.
            long pairs = (lostSources * targets) + (lostTargets * sources) - (lostSources * lostTargets);
            long pairsHere = (lostSources * targetsHere) + (lostTargets * sourcesHere) - (lostSources * lostTargets);
            tuples += (pairsHere * _bound.RingCapacity * edge.TuplesPerSlot) + ((pairs - pairsHere) * (_bound.WindowSize / edge.LeastTupleSize));
        }

        return tuples;

        (long Targets, long Here, long Lost) First(int component)
            => _first[component] is { HasEnded: false } first
                ? (1, first.Worker == worker ? 1 : 0, losesFirst[component] ? 1 : 0)
                : (0, 0, 0);
    }

    /// <param name="All">How many tasks there are.</param>
    /// <param name="Live">How many of them have not ended: one that has received everything, but may have sent what has not arrived yet.</param>
    private readonly record struct Count(int All, int Live)
    {
        public static Count Of(PlannedTask task) => new(1, task.HasEnded ? 0 : 1);

        public static Count operator +(Count one, Count other) => new(one.All + other.All, one.Live + other.Live);
    }
}
