namespace TopoGen.Runtime;

/// <summary>The way to one ledger: a direct call, a ring or a link.</summary>
internal readonly record struct LedgerPort(LedgerId Ledger, OutputPort Port);
