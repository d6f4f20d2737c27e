namespace TopoGen.Runtime;

/// <summary>What travels in a channel beside tuples, in order with them.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Epoch">For a barrier: the number of the epoch that it ends. Else 0.</param>
internal readonly record struct ControlSignal(ControlKind Kind, long Epoch = 0)
{
    /// <inheritdoc cref="ControlKind.End"/>
    public static ControlSignal End => new(ControlKind.End);

    /// <inheritdoc cref="ControlKind.Stop"/>
    public static ControlSignal Stop => new(ControlKind.Stop);

    /// <inheritdoc cref="ControlKind.Cut"/>
    public static ControlSignal Cut => new(ControlKind.Cut);

    /// <summary>Whether nothing follows it in its channel.</summary>
    public bool IsLast => Kind != ControlKind.Barrier;

    /// <inheritdoc cref="ControlKind.Barrier"/>
    public static ControlSignal Barrier(long epoch) => new(ControlKind.Barrier, epoch);

    public override string ToString() => Kind == ControlKind.Barrier ? $"Barrier {Epoch}" : Kind.ToString();
}
