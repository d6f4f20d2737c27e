namespace TopoGen;

/// <summary>Picks the receiving task of each tuple. One instance serves one producing task and is called from its thread.</summary>
/// <typeparam name="T">The stream's tuple type.</typeparam>
public interface ICustomGrouping<T>
    where T : allows ref struct
{
    /// <returns>A task index from 0 to <paramref name="taskCount"/> − 1; any other value fails the tuple.</returns>
    int SelectTask(in T tuple, int taskCount);
}
