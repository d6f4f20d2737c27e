namespace TopoGen.Benchmarks;

/// <summary>Writes a tuple into memory of its own and reads it back from there.</summary>
internal interface IRoundTrip
{
    Reading Run(in Reading reading);
}
