namespace TopoGen.Oracle.Chaos;

/// <summary>The state of a key.</summary>
/// <param name="Last">The number that came last.</param>
/// <param name="Count">How many came.</param>
/// <param name="Sum">Of all that came.</param>
[State]
public partial record struct Tallied(long Last, long Count, long Sum);
