namespace TopoGen;

/// <summary>
/// Marks a method of a bolt or spout that is called at a fixed interval, between tuples, on the task's own thread; it may
/// emit. Ticks that come due while the task is busy are merged into one.
/// </summary>
/// <param name="interval">A number and a unit: <c>"250ms"</c>, <c>"1s"</c>, <c>"5m"</c>, <c>"1h"</c>; 1 ms to 49 days.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TickAttribute(string interval) : Attribute
{
    public string Interval { get; } = interval;
}
