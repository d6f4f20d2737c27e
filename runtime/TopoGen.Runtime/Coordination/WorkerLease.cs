namespace TopoGen.Runtime;

/// <summary>A worker's lease as the store has it.</summary>
/// <param name="Worker">Who holds it.</param>
/// <param name="Counter">Counts the renewals; a lease whose counter stands still for the time to live is over.</param>
/// <param name="Report">What came with the last renewal.</param>
public sealed record WorkerLease(WorkerInfo Worker, long Counter, WorkerReport Report);
