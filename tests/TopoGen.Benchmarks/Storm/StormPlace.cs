namespace TopoGen.Benchmarks;

/// <summary>On how many processes a topology runs.</summary>
internal enum StormPlace
{
    /// <summary>One process with default options, where stages are direct calls.</summary>
    One,

    /// <summary>One process, a thread for each stage.</summary>
    Threads,

    Two,

    Four,
}
