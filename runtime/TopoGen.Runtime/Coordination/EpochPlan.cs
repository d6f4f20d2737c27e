namespace TopoGen.Runtime;

/// <summary>
/// Where the tasks of a plan have begun. A plan that rewinds gives every task a new incarnation; those that follow it, which only change what
/// tasks are to do, go on with the same epochs.
/// </summary>
/// <param name="Lineage">Of the epochs.</param>
/// <param name="Token">Of the plan that rewound. It names the epochs from there on; committing one takes the register's token of that moment.</param>
/// <param name="From">The committed epoch that all tasks load; null where they begin anew.</param>
public sealed record EpochPlan(ulong Lineage, FencingToken Token, EpochId? From)
{
    /// <summary>Whether what was released outside after that epoch may be taken back, or come again: see <see cref="RunRecord.AcceptLoss"/>.</summary>
    public bool AcceptLoss { get; init; }
}
