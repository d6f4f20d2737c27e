namespace TopoGen.Runtime;

/// <summary>A worker that is to lose its lease.</summary>
/// <param name="Worker">Its id.</param>
/// <param name="Counter">The counter at which its lease stood still; null where it is to go in any case.</param>
/// <param name="Reason">For the log.</param>
internal sealed record Eviction(string Worker, long? Counter, string Reason);
