namespace TopoGen.Analyzers.Tests;

/// <summary>Programs that nothing is wrong with: the samples as they stand in the repository, and those of the tests of the generator.</summary>
internal static class ValidPrograms
{
    /// <summary>The samples are compiled with these on, and are written so.</summary>
    private const string Usings = "global using System.IO; global using System.Linq;";

    public static IEnumerable<(string Name, string[] Sources)> All()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(RulePage.Folder))!, "samples")).Order(StringComparer.Ordinal))
        {
            string[] files = [.. Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
            if (files.Length > 0)
            {
                yield return (Path.GetFileName(folder), [.. files, Usings]);
            }
        }

        yield return (nameof(Sample), [Sample.WordCount]);
        yield return (nameof(Rich), Rich.Program);
        yield return (nameof(Reliable), [Reliable.Program]);
        yield return (nameof(Views), [Views.Program]);
    }
}
