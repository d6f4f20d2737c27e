namespace TopoGen.Generators;

/// <summary>A piece of kept state in a contract. Immutable, compares by content.</summary>
internal sealed record ContractStateModel(string Name, LayoutModel Layout);
