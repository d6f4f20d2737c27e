namespace TopoGen.Runtime;

/// <summary>A method that is called at an interval.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Interval">1 ms to 49 days, which is what timers can do; counted on the topology's <see cref="TimeProvider"/>.</param>
public sealed record TickDefinition(string Method, TimeSpan Interval);
