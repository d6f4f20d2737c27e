namespace TopoGen.Testing;

/// <summary>Something that happened in a simulation.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">To whom.</param>
/// <param name="What">What.</param>
/// <param name="Number">More about it, if there is more.</param>
internal readonly record struct TraceEntry(TimeSpan At, string Actor, string What, long Number)
{
    public override string ToString() => $"{At.TotalSeconds,11:0.000000} {Actor,-12} {What}{(Number == 0 ? "" : $" {Number}")}";
}
