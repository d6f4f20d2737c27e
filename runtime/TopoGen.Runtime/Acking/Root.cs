namespace TopoGen.Runtime;

/// <summary>
/// The tree that a tuple belongs to: that of one message of a spout, wherever it is. A slot is used again with another version, a task with
/// another incarnation, so a root that is over never equals one that is not.
/// </summary>
/// <param name="Ledger">Whose message it is.</param>
/// <param name="Place">Where that ledger keeps it.</param>
internal readonly record struct Root(LedgerId Ledger, LedgerPlace Place);
