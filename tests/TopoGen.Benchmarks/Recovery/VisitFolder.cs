namespace TopoGen.Benchmarks;

/// <summary>What a run writes, and what it is to go on with. Deleted in the end.</summary>
internal sealed class VisitFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");

    /// <summary>For output.</summary>
    public string Path => _folder.FullName;

    /// <summary>The options by which a run keeps its data here, with epochs as they are by default.</summary>
    public string[] Data => ["--data", System.IO.Path.Combine(Path, "data")];

    /// <summary>The same with short epochs, where the time to the next one would be most of what is measured.</summary>
    public string[] HurriedData => [.. Data, "--epoch-interval", "100ms"];

    public void Dispose() => _folder.Delete(recursive: true);
}
