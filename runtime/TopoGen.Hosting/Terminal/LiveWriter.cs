using System.Text;

namespace TopoGen.Hosting.Terminal;

/// <summary>
/// Stands in for <see cref="Console.Out"/> or <see cref="Console.Error"/> while a live region is shown. It hands on whole lines; the
/// rest of a line waits for its end, or for <see cref="Release"/>. Thread-safe.
/// </summary>
internal sealed class LiveWriter(TextWriter target, LiveRegion region) : TextWriter
{
    /// <summary>A line that is longer than this is handed on in parts.</summary>
    private const int Longest = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            int end = buffer.LastIndexOf('\n') + 1;
            if (end > 0)
            {
                if (_line.Length > 0)
                {
                    _line.Append(buffer[..end]);
                    HandOn();
                }
                else
                {
                    region.Write(target, buffer[..end]);
                }
            }

            _line.Append(buffer[end..]);
            if (_line.Length > Longest)
            {
                HandOn();
            }
        }
    }

    public override void WriteLine(string? value) => Write(value + CoreNewLine[^1]);

    /// <summary>Hands on a line that was not ended; the region must be closed.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (_line.Length > 0)
            {
                HandOn();
            }
        }
    }

    private void HandOn()
    {
        region.Write(target, _line.ToString());
        _line.Clear();
    }
}
