namespace TopoGen.Benchmarks;

/// <summary>Names for files in memory that two processes map; the one that makes them removes them when both have them.</summary>
internal static class MappedFiles
{
    public static string NewPath() => $"/dev/shm/topogen-benchmarks-{Guid.NewGuid():n}";
}
