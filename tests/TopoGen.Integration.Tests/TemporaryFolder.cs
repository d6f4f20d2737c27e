namespace TopoGen.Integration.Tests;

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("topogen-test-").FullName;

    /// <summary>Where processes of this folder keep their epochs: beside it, so that what is in the folder is what a test or a run put there.</summary>
    public static string StateOf(string folder) => folder + "-state";

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        if (Directory.Exists(StateOf(Path)))
        {
            Directory.Delete(StateOf(Path), recursive: true);
        }
    }
}
