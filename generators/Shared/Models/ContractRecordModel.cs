namespace TopoGen.Generators;

/// <summary>A stream tuple or a type marked <c>[State]</c> of this project in a contract. Immutable, compares by content.</summary>
/// <param name="FullName">Identifies it.</param>
/// <param name="Path">As layouts and schemas name it.</param>
/// <param name="IsComplete">Not where a problem hides what it is.</param>
/// <param name="Tuple">For a stream tuple: its fields as they travel, <c>Word: string, Total: long</c>. Else null.</param>
/// <param name="State">Its fields as they are kept.</param>
/// <param name="Nested">The records in it, qualified, in order of mention.</param>
internal sealed record ContractRecordModel(string FullName, string Path, bool IsComplete, string? Tuple, string State, EquatableArray<string> Nested);
