using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Which executor of a worker runs which of its tasks. Tasks that run stay where they are.</summary>
internal static class LocalPlacement
{
    /// <param name="tasks">The indexes of this worker's tasks of each component, ascending, components in topological order.</param>
    /// <param name="placed">The executors of tasks that run already.</param>
    /// <param name="executors">How many executors there are, 1 or more.</param>
    public static ImmutableArray<ImmutableDictionary<int, int>> Assign(
        IReadOnlyList<ImmutableArray<int>> tasks, Func<int, int, int?> placed, int executors)
    {
        bool isFresh = !tasks.Where((t, c) => t.Any(i => placed(c, i) is not null)).Any();
        return isFresh && tasks.Any(t => t.Length > 0) ? Fresh(tasks, executors) : Grown(tasks, placed, executors);
    }

    private static ImmutableArray<ImmutableDictionary<int, int>> Fresh(IReadOnlyList<ImmutableArray<int>> tasks, int executors)
    {
        ImmutableArray<ImmutableArray<int>> placement = Placement.Assign([.. tasks.Select(t => t.Length)], executors);
        return [.. tasks.Select((indexes, c) => indexes.Select((index, at) => (index, Executor: placement[c][at])).ToImmutableDictionary(t => t.index, t => t.Executor))];
    }

    /// <summary>What is new goes to the executor with the fewest tasks; of equal ones, to that which runs the same lane.</summary>
    private static ImmutableArray<ImmutableDictionary<int, int>> Grown(
        IReadOnlyList<ImmutableArray<int>> tasks, Func<int, int, int?> placed, int executors)
    {
        int[] load = new int[executors];
        var lanes = new HashSet<(int Executor, int Index)>();
        var result = new Dictionary<int, int>[tasks.Count];
        for (int component = 0; component < tasks.Count; component++)
        {
            result[component] = [];
            foreach (int index in tasks[component])
            {
                if (placed(component, index) is { } executor)
                {
                    Place(component, index, executor);
                }
            }
        }

        for (int component = 0; component < tasks.Count; component++)
        {
            foreach (int index in tasks[component].Where(i => !result[component].ContainsKey(i)))
            {
                int least = load.Min();
                int[] free = [.. Enumerable.Range(0, executors).Where(e => load[e] == least)];
                Place(component, index, free.FirstOrDefault(e => lanes.Contains((e, index)), free[0]));
            }
        }

        return [.. result.Select(r => r.ToImmutableDictionary())];

        void Place(int component, int index, int executor)
        {
            result[component].Add(index, executor);
            load[executor]++;
            lanes.Add((executor, index));
        }
    }
}
