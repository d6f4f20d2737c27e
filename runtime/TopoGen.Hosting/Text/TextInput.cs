namespace TopoGen.Hosting.Text;

/// <summary>The bytes of one file or pipe.</summary>
internal abstract class TextInput : IDisposable
{
    /// <summary>What <see cref="Read"/> returns where more may come later.</summary>
    public const int NothingYet = -1;

    /// <summary>Whether this process is a worker, whose standard input belongs to its supervisor.</summary>
    public static bool IsStandardInputTaken { get; set; }

    /// <returns>How many bytes were read, 0 at the end, or <see cref="NothingYet"/>.</returns>
    /// <exception cref="IOException">The input failed.</exception>
    /// <exception cref="TopologyInputException">The input could not be opened.</exception>
    public abstract int Read(Span<byte> buffer);

    public abstract void Dispose();

    /// <exception cref="TopologyInputException">The file cannot be opened.</exception>
    public static TextInput Open(string path)
    {
        if (path == TextSource.StandardInput)
        {
            return !IsStandardInputTaken
                ? new PipeInput(Console.OpenStandardInput)
                : throw new TopologyInputException("Standard input cannot be read where tasks are spread over workers; name files, or run without workers.");
        }

        // A pipe has no length, and its opening waits for a writer.
        return TextFiles.Length(path) == 0 && !TextFiles.IsRegular(path) ? new PipeInput(() => TextFiles.Open(path)) : new FileInput(TextFiles.Open(path));
    }
}
