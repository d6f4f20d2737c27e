namespace TopoGen.Benchmarks;

/// <summary>The text that is counted and the results, in a temporary folder.</summary>
internal sealed class WordCountFiles : IDisposable
{
    private const long FullSize = 200_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");

    public WordCountFiles(SuiteOptions options)
    {
        Text = options.Text ?? Path.Combine(_folder.FullName, "text.txt");
        if (options.Text is null)
        {
            WordText.Write(Repository.Root, Text, options.IsQuick ? FullSize / 10 : FullSize);
        }
    }

    public string Text { get; }

    public string Counts(string subject) => Path.Combine(_folder.FullName, subject + ".tsv");

    /// <summary>All subjects must have counted the same.</summary>
    public void Verify()
    {
        string[] results = Directory.GetFiles(_folder.FullName, "*.tsv");
        byte[][] contents = Array.ConvertAll(results, File.ReadAllBytes);
        for (int i = 1; i < results.Length; i++)
        {
            if (!contents[i].AsSpan().SequenceEqual(contents[0]))
            {
                throw new InvalidOperationException(
                    $"{Path.GetFileName(results[i])} differs from {Path.GetFileName(results[0])}: the subjects have not counted the same.");
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
