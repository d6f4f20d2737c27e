namespace TopoGen.Runtime;

/// <summary>Stands for an update in a ring: all of it is said beside the ring, as a <see cref="RootRun"/>.</summary>
internal readonly struct LedgerNote;
