namespace TopoGen.Benchmarks;

/// <summary>The repository's own text in memory, in blocks of whole lines of about 4 KiB, and how many words are in it.</summary>
internal sealed class WordBlocks
{
    private const int Block = 4096;

    private readonly byte[] _text;
    private readonly List<Range> _blocks = [];

    private WordBlocks(byte[] text)
    {
        _text = text;
        var reader = new Hosting.Text.Utf8WordReader();
        for (int start = 0; start < text.Length;)
        {
            int least = Math.Min(start + Block, text.Length);
            int line = text.AsSpan(least).IndexOf((byte)'\n');
            int end = line < 0 ? text.Length : least + line + 1;
            _blocks.Add(start..end);
            foreach (ReadOnlySpan<byte> _ in reader.Read(text.AsSpan(start, end - start)))
            {
                Words++;
            }

            start = end;
        }
    }

    public static WordBlocks Own { get; } = new(Read());

    public int Count => _blocks.Count;

    /// <summary>Of all blocks.</summary>
    public long Words { get; private set; }

    public ReadOnlySpan<byte> this[int block] => _text.AsSpan(_blocks[block]);

    private static byte[] Read()
    {
        string file = Path.Combine(Path.GetTempPath(), $"topogen-words-{Environment.ProcessId}.txt");
        try
        {
            WordText.Write(Repository.Root, file, size: 1);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
