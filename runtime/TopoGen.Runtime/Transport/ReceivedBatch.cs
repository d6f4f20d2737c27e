namespace TopoGen.Runtime;

/// <summary>A part of a channel's stream: whole tuples, or one control signal.</summary>
/// <param name="bytes">The encoded tuples, one after another; empty with a signal.</param>
/// <param name="count">How many tuples there are; 0 with a signal.</param>
/// <param name="signal">The signal, or null.</param>
internal readonly ref struct ReceivedBatch(ReadOnlySpan<byte> bytes, int count, ControlSignal? signal)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Count { get; } = count;

    public ControlSignal? Signal { get; } = signal;
}
