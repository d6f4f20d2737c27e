namespace TopoGen.Benchmarks;

/// <summary>An event as it comes: a line of JSON, in UTF-8.</summary>
[StreamTuple]
public readonly ref partial struct AdJson(ReadOnlySpan<byte> text)
{
    public readonly ReadOnlySpan<byte> Text = text;
}
