namespace TopoGen.Hosting.Text;

/// <summary>What a <see cref="TextSource"/> has to say at its end. Thread-safe.</summary>
internal sealed class TextSourceReport
{
    /// <summary>More names than this say nothing more.</summary>
    private const int MostNamed = 5;

    private readonly Lock _lock = new();
    private readonly List<string> _binary = [];
    private readonly List<string> _special = [];
    private readonly List<(string File, long Bytes, long Replacements)> _invalid = [];
    private bool _written;

    public IReadOnlyList<string> Skipped
    {
        get
        {
            lock (_lock)
            {
                return [.. _binary, .. _special];
            }
        }
    }

    public long InvalidBytes
    {
        get
        {
            lock (_lock)
            {
                return _invalid.Sum(i => i.Bytes);
            }
        }
    }

    public void AddSkipped(string file)
    {
        lock (_lock)
        {
            _binary.Add(file);
        }
    }

    /// <param name="file">A pipe, a socket, a device or a link to nothing.</param>
    public void AddSpecial(string file)
    {
        lock (_lock)
        {
            _special.Add(file);
        }
    }

    public void AddInvalid(string file, long bytes, long replacements)
    {
        lock (_lock)
        {
            _invalid.Add((file, bytes, replacements));
        }
    }

    /// <summary>Writes at most a few lines, once.</summary>
    public void WriteTo(TextWriter writer, IFormatProvider format)
    {
        lock (_lock)
        {
            if (_written)
            {
                return;
            }

            _written = true;
            WriteSkipped(writer, format, _binary, "binary file");
            WriteSkipped(writer, format, _special, "special file");
            foreach ((string file, long bytes, long replacements) in _invalid.OrderBy(i => i.File, StringComparer.Ordinal).Take(MostNamed))
            {
                writer.WriteLine(string.Create(
                    format, $"{file}: {bytes:N0} {(bytes == 1 ? "byte is" : "bytes are")} not UTF-8, read as {replacements:N0} x U+FFFD"));
            }

            if (_invalid.Count > MostNamed)
            {
                writer.WriteLine(string.Create(
                    format, $"{_invalid.Count - MostNamed:N0} more files with {_invalid.OrderBy(i => i.File, StringComparer.Ordinal).Skip(MostNamed).Sum(i => i.Bytes):N0} bytes that are not UTF-8"));
            }
        }
    }

    private static void WriteSkipped(TextWriter writer, IFormatProvider format, List<string> files, string kind)
    {
        if (files.Count > 0)
        {
            string names = string.Join(", ", files.Take(MostNamed));
            string more = files.Count > MostNamed ? string.Create(format, $" and {files.Count - MostNamed:N0} more") : "";
            writer.WriteLine(string.Create(format, $"skipped {files.Count:N0} {kind}{(files.Count == 1 ? "" : "s")}: {names}{more}"));
        }
    }
}
