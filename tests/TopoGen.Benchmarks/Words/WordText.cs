namespace TopoGen.Benchmarks;

/// <summary>The text of the word count: the repository's own, over and over.</summary>
internal static class WordText
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", ".git"];

    private static readonly Lazy<string[]> Lines = new(
        static () => [.. Sources(new DirectoryInfo(Repository.Root)).SelectMany(static source => File.ReadLines(source.FullName)).Where(static line => line.Length > 0)]);

    /// <summary>The repository's own, without lines that are empty.</summary>
    public static string[] OwnLines => Lines.Value;

    /// <summary>Writes whole rounds of the repository's Markdown and C# files until there are enough bytes.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="file">Where to; replaced.</param>
    /// <param name="size">Bytes, at least.</param>
    public static void Write(string root, string file, long size)
    {
        byte[][] texts = [.. Sources(new DirectoryInfo(root)).Select(static source => File.ReadAllBytes(source.FullName))];
        using FileStream stream = File.Create(file);
        while (stream.Length < size)
        {
            foreach (byte[] text in texts)
            {
                stream.Write(text);
            }
        }
    }

    private static IEnumerable<FileInfo> Sources(DirectoryInfo folder)
        => folder.EnumerateFiles()
            .Where(static file => file.Extension is ".md" or ".cs")
            .OrderBy(static file => file.Name, StringComparer.Ordinal)
            .Concat(folder.EnumerateDirectories()
                .Where(static child => !Skipped.Contains(child.Name))
                .OrderBy(static child => child.Name, StringComparer.Ordinal)
                .SelectMany(Sources));
}
