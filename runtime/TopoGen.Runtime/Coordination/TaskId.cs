namespace TopoGen.Runtime;

/// <summary>One placing of a task: the same task placed again, elsewhere or after a loss, has a higher incarnation.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Index">The task's index, from 0.</param>
/// <param name="Incarnation">Follows from the token of the plan that placed it.</param>
public readonly record struct TaskId(string Component, int Index, long Incarnation)
{
    /// <summary>The same in every process, so that collections of tasks are walked in the same order everywhere.</summary>
    public override int GetHashCode() => (int)StableHash.Combine(StableHash.Of(Component), StableHash.Combine((ulong)Index, (ulong)Incarnation));

    public override string ToString() => $"{Component}[{Index}]#{Incarnation}";
}
