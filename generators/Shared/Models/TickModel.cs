namespace TopoGen.Generators;

/// <summary>A method that is called at an interval. Immutable, compares by content.</summary>
/// <param name="Interval">In ticks of 100 ns, positive.</param>
internal sealed record TickModel(HookModel Call, long Interval);
