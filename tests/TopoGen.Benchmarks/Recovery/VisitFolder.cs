namespace TopoGen.Benchmarks;

/// <summary>What a run writes, and what it is to go on with. Deleted in the end.</summary>
internal sealed class VisitFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");

    /// <summary>For output.</summary>
    public string Path => _folder.FullName;

    /// <summary>The options by which a run keeps its data here.</summary>
    public string[] Data => ["--data", System.IO.Path.Combine(Path, "data"), "--epoch-interval", "100ms"];

    public void Dispose() => _folder.Delete(recursive: true);
}
