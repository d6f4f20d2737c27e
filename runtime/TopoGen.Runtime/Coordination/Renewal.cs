namespace TopoGen.Runtime;

/// <summary>A worker's request to keep its lease.</summary>
/// <param name="Run">The run it joined.</param>
/// <param name="Worker">Its id.</param>
/// <param name="Counter">The counter's next value: accepted where the store has it already (a request sent twice) or has one less.</param>
/// <param name="Token">Where the worker leads: its token, which keeps the leader's lease too. Else default.</param>
/// <param name="Report">Its numbers.</param>
public readonly record struct Renewal(string Run, string Worker, long Counter, FencingToken Token, WorkerReport Report);
