namespace TopoGen.Runtime;

/// <summary>Who leads, as the store has it.</summary>
/// <param name="Holder">A worker's id, or empty where the lease was given up or its holder evicted.</param>
/// <param name="Counter">Counts the renewals, over all holders.</param>
public readonly record struct LeaderLease(string Holder, long Counter)
{
    public static LeaderLease None => new("", 0);
}
