using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Which executor runs which task: fuse first, replicate second, pipeline last. The i-th tasks of all components form lane i, which
/// one executor runs with direct calls; only executors beyond the number of lanes split lanes into stages.
/// </summary>
internal static class Placement
{
    /// <param name="parallelism">The number of tasks of each component, in topological order.</param>
    /// <param name="executors">The number of executors, 1 or more.</param>
    /// <returns>For each component the executor of each task; executors that would get nothing are not used.</returns>
    public static ImmutableArray<ImmutableArray<int>> Assign(IReadOnlyList<int> parallelism, int executors)
    {
        int lanes = Math.Min(executors, Math.Max(1, parallelism.Max()));
        int stages = Math.Max(1, parallelism.Count(p => p > 0));
        int[] first = new int[lanes];
        for (int lane = 1; lane < lanes; lane++)
        {
            first[lane] = first[lane - 1] + Width(lane - 1);
        }

        var result = ImmutableArray.CreateBuilder<ImmutableArray<int>>(parallelism.Count);
        int stage = 0;
        foreach (int tasks in parallelism)
        {
            result.Add([.. Enumerable.Range(0, tasks).Select(task => Executor(task % lanes, stage))]);
            stage += tasks > 0 ? 1 : 0;
        }

        return Renumber(result.MoveToImmutable());

        int Executor(int lane, int at) => first[lane] + (at * Width(lane) / stages);

        int Width(int lane) => Math.Min(stages, (executors / lanes) + (lane < executors % lanes ? 1 : 0));
    }

    /// <summary>Closes the gaps of stages that hold no task of a lane: executors without tasks are not made.</summary>
    private static ImmutableArray<ImmutableArray<int>> Renumber(ImmutableArray<ImmutableArray<int>> placement)
    {
        int[] used = [.. placement.SelectMany(tasks => tasks).Distinct().Order()];
        return [.. placement.Select(tasks => tasks.Select(executor => Array.BinarySearch(used, executor)).ToImmutableArray())];
    }
}
