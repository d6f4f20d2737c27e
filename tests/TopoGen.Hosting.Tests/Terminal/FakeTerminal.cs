using System.Text;

namespace TopoGen.Hosting.Tests.Terminal;

/// <summary>A terminal that understands what the live region uses, and shows what a person would see in the end. Thread-safe.</summary>
internal sealed class FakeTerminal(int width) : TextWriter
{
    private readonly Lock _lock = new();
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;
    private string? _escape;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Lines that were written although they do not fit: on a real terminal they would wrap and upset the region.</summary>
    public int Overflows { get; private set; }

    public string Screen
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines.Select(l => l.ToString().TrimEnd()));
            }
        }
    }

    public override void Write(char value)
    {
        lock (_lock)
        {
            Put(value);
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            foreach (char c in buffer)
            {
                Put(c);
            }
        }
    }

    private void Put(char value)
    {
        if (_escape is not null)
        {
            _escape += value;
            if (char.IsAsciiLetter(value))
            {
                Obey(_escape);
                _escape = null;
            }
        }
        else if (value == '\u001b')
        {
            _escape = "";
        }
        else if (value == '\r')
        {
            _column = 0;
        }
        else if (value == '\n')
        {
            _column = 0;
            if (++_row == _lines.Count)
            {
                _lines.Add(new StringBuilder());
            }
        }
        else
        {
            StringBuilder line = _lines[_row];
            line.Append(' ', Math.Max(0, _column - line.Length));
            if (_column < line.Length)
            {
                line[_column] = value;
            }
            else
            {
                line.Append(value);
            }

            Overflows += ++_column > width ? 1 : 0;
        }
    }

    private void Obey(string escape)
    {
        switch (escape[^1])
        {
            case 'A':
                _row -= int.Parse(escape[1..^1]);
                Assert.True(_row >= 0, "the cursor left the screen");
                break;
            case 'J':
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case 'm':
                break;
            default:
                Assert.Fail($"unknown escape code ESC{escape}");
                break;
        }
    }
}
