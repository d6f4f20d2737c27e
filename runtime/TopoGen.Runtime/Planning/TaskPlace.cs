namespace TopoGen.Runtime;

/// <summary>Where one task runs, as one process sees it.</summary>
/// <param name="Worker">The worker's id; empty where there is only this process.</param>
/// <param name="Host">The worker's host.</param>
/// <param name="Executor">The executor of a task of this process; −1 for others.</param>
/// <param name="Incarnation">The generation of the plan that placed it; 0 where there is only this process.</param>
/// <param name="HasEnded">Whether it has come to its end and is not placed again.</param>
internal readonly record struct TaskPlace(string Worker, string Host, int Executor, long Incarnation, bool HasEnded = false)
{
    public bool IsLocal => Executor >= 0;
}
