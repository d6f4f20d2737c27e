namespace TopoGen.Runtime;

/// <summary>What a worker's death may have cost, at the most.</summary>
/// <param name="Generation">The plan that moved its tasks.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Tuples">Tuples in its queues and on the way to or from it, at the most.</param>
/// <param name="Tasks">The tasks that were moved.</param>
/// <param name="StatefulTasks">How many of them had state, which is gone.</param>
public sealed record LossReport(long Generation, string Worker, long Tuples, int Tasks, int StatefulTasks);
