namespace TopoGen.Generators;

/// <summary>How far a spout has come. Immutable, compares by content.</summary>
/// <param name="Field">The field as code names it.</param>
/// <param name="Step">How far one call moves it at the most.</param>
internal sealed record PositionModel(string Field, int Step);
