namespace TopoGen.Hosting.Terminal;

/// <summary>
/// Some lines at the bottom of a terminal that are drawn anew again and again, while what others write scrolls by above
/// them: their text is written in whole lines, after the region is erased, and the next refresh draws it again. Where the
/// terminal is closed meanwhile, nothing more is drawn. Thread-safe.
/// </summary>
/// <param name="terminal">Where the region is drawn; understands cursor movements.</param>
internal sealed class LiveRegion(TextWriter terminal)
{
    private readonly Lock _lock = new();
    private int _drawn;
    private bool _closed;

    /// <summary>What scrolled out of the window could not be erased any more, and neither could a line that wraps.</summary>
    public static string Fit(string text, int width, int height)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        int room = Math.Max(1, height - 2);
        IEnumerable<string> shown = lines.Length <= room ? lines : lines.Take(room - 1).Append($" ... {lines.Length - room + 1} more lines");
        return string.Concat(shown.Select(l => (l.Length > width ? l[..width] : l) + "\n"));
    }

    /// <summary>Shows this in place of what was shown before.</summary>
    /// <param name="text">Lines, each ended by <c>\n</c> and none wider than the terminal.</param>
    public void Draw(string text)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            // One write: a half-drawn region would flicker.
            if (TryWrite(Erasure() + text))
            {
                _drawn = text.Count(c => c == '\n');
            }
        }
    }

    /// <summary>Writes somebody's whole lines above the region.</summary>
    public void Write(TextWriter target, ReadOnlySpan<char> lines)
    {
        lock (_lock)
        {
            string erasure = Erasure();
            if (erasure.Length > 0)
            {
                TryWrite(erasure);
                _drawn = 0;
            }

            target.Write(lines);
            target.Flush();
        }
    }

    /// <summary>Erases the region for good and leaves <paramref name="last"/> in its place.</summary>
    public void Close(string last)
    {
        lock (_lock)
        {
            Draw(last);
            _drawn = 0;
            _closed = true;
        }
    }

    private bool TryWrite(string text)
    {
        try
        {
            terminal.Write(text);
            terminal.Flush();
            return true;
        }
        catch (IOException)
        {
            _closed = true;
            return false;
        }
    }

    /// <summary>To the first column of the region's first line, and nothing from there on.</summary>
    private string Erasure() => _drawn > 0 ? $"\r\u001b[{_drawn}A\u001b[J" : "";
}
