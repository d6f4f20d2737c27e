namespace TopoGen;

/// <summary>
/// Marks the <c>long</c> field of a spout that says how far it has come in its input: a count from 0 that only grows. Where tasks
/// are spread over workers, a spout's task that moves to another worker goes on from its position: the engine sets the field before
/// <c>Open</c>, which seeks there. Positions are reserved before they are emitted, and whoever takes the task over goes on behind
/// the reservation, so that nothing is emitted twice; what lies between is skipped. At its first start the field is left alone.
/// The field is part of the spout's state; it needs no <see cref="StateAttribute"/>.
/// </summary>
/// <remarks>
/// A spout without a position begins anew wherever it is placed: right for a source that gives everything once, as a queue does.
/// </remarks>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class PositionAttribute : Attribute
{
    /// <summary>How far one call of <c>Next</c> moves the position at the most, 1 or more; a call that moves it further ends the run.</summary>
    public int MaxStep { get; set; } = 1;
}
