namespace TopoGen.Hosting.Text;

/// <summary>
/// Reads one task's files as blocks of text. A block is whole lines of one file, about 4 KiB of them, with their line ends;
/// a line of more than 16 KiB is cut after white space, where it has none before a character that is neither letter
/// nor digit, and never within a run of letters and digits, however long: only such a run makes a block grow. So words are
/// whole in their block, and memory is bounded by the longest word. Not thread-safe.
/// </summary>
public sealed class TextBlockReader : IDisposable
{
    private readonly Queue<string> _files;
    private readonly TextSourceReport _report;
    private byte[] _buffer = new byte[TextBlocks.BufferSize];
    private int _start;
    private int _end;
    private int _searched;
    private bool _begun;
    private bool _ended;
    private TextInput? _input;
    private string _name = "";
    private long _invalidBytes;
    private long _replacements;

    internal TextBlockReader(IEnumerable<string> files, TextSourceReport report)
    {
        _files = new Queue<string>(files);
        _report = report;
    }

    /// <summary>Reads the next block without waiting for more of a pipe or terminal than has come.</summary>
    /// <param name="block">Some text; null unless <see cref="SpoutStatus.More"/> is returned.</param>
    /// <returns>
    /// What a spout's <c>Next</c> may return: <see cref="SpoutStatus.Idle"/> where nothing has come yet, and
    /// <see cref="SpoutStatus.End"/> after the last file.
    /// </returns>
    /// <exception cref="TopologyInputException">A file cannot be read, or has one word of more than 16 MiB.</exception>
    public SpoutStatus Read(out string? block)
    {
        SpoutStatus status = Next(out ReadOnlySpan<byte> bytes);
        block = status == SpoutStatus.More ? Utf8Text.Decode(bytes, ref _invalidBytes, ref _replacements) : null;
        return status;
    }

    /// <summary>The same as UTF-8, without a copy. What is not UTF-8 is there as it was read.</summary>
    /// <param name="block">Some text; empty unless <see cref="SpoutStatus.More"/> is returned. Gone with the next call.</param>
    /// <returns>As <see cref="Read"/>.</returns>
    /// <inheritdoc cref="Read" path="/exception"/>
    public SpoutStatus ReadUtf8(out ReadOnlySpan<byte> block)
    {
        SpoutStatus status = Next(out block);
        Utf8Text.Check(block, ref _invalidBytes, ref _replacements);
        return status;
    }

    /// <summary>Passes over the first blocks: what a spout had read before it moved to another worker, or went on in another process.</summary>
    /// <param name="blocks">How many; the rest is empty where there are fewer.</param>
    /// <exception cref="TopologyInputException">
    /// A file cannot be read, or the blocks came from standard input or a pipe, which nobody can read again.
    /// </exception>
    public void Skip(long blocks)
    {
        for (long skipped = 0; skipped < blocks; skipped++)
        {
            // Before it is opened: that would take something from it.
            if (_input is null && _files.TryPeek(out string? next) && next == TextSource.StandardInput)
            {
                throw NotAgain("Standard input");
            }

            SpoutStatus status = Next(out _);
            if (_input is PipeInput)
            {
                throw NotAgain($"The pipe '{_name}'");
            }

            if (status == SpoutStatus.End)
            {
                return;
            }
        }
    }

    private static TopologyInputException NotAgain(string what)
        => new($"{what} cannot be read again from where an earlier run had come to; name files, or begin anew with --fresh.");

    private SpoutStatus Next(out ReadOnlySpan<byte> block)
    {
        while (_input is not null || OpenNext())
        {
            bool idle = false;
            int length = Cut();
            while (length == 0 && !_ended && !idle)
            {
                idle = !Fill();
                length = idle ? CutWhatCame() : Cut();
            }

            if (length > 0)
            {
                block = _buffer.AsSpan(_start, length);
                _start += length;
                _searched = 0;
                return SpoutStatus.More;
            }

            if (!_ended)
            {
                block = default;
                return SpoutStatus.Idle;
            }

            CloseInput();
        }

        block = default;
        return SpoutStatus.End;
    }

    /// <summary>Closes the file at hand, if any; the rest is not read.</summary>
    public void Dispose()
    {
        _files.Clear();
        CloseInput();
    }

    private bool OpenNext()
    {
        if (!_files.TryDequeue(out string? name))
        {
            return false;
        }

        _input = TextInput.Open(name);
        _name = name == TextSource.StandardInput ? "standard input" : name;
        (_start, _end, _searched, _begun, _ended) = (0, 0, 0, false, false);
        return true;
    }

    private void CloseInput()
    {
        if (_input is null)
        {
            return;
        }

        _input.Dispose();
        _input = null;
        if (_invalidBytes > 0)
        {
            _report.AddInvalid(_name, _invalidBytes, _replacements);
            (_invalidBytes, _replacements) = (0, 0);
        }
    }

    /// <returns>How many of the buffered bytes make the next block, or 0.</returns>
    private int Cut()
    {
        if (!_begun)
        {
            if (!_ended && _end < Utf8Text.ByteOrderMark.Length)
            {
                return 0;
            }

            _begun = true;
            _start = _buffer.AsSpan(0, _end).StartsWith(Utf8Text.ByteOrderMark) ? Utf8Text.ByteOrderMark.Length : 0;
        }

        return TextBlocks.Cut(_buffer.AsSpan(_start, _end - _start), _ended, ref _searched);
    }

    /// <summary>Somebody who types a line wants it read.</summary>
    private int CutWhatCame() => _begun ? _buffer.AsSpan(_start, _end - _start).LastIndexOf((byte)'\n') + 1 : 0;

    /// <summary>Reads once more, after making room: the rest moves to the front, and a full buffer doubles.</summary>
    /// <returns>Whether anything changed: there is more, or the end.</returns>
    private bool Fill()
    {
        if (_begun && _start > 0 && _buffer.Length - _end < TextBlocks.BufferSize / 2)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= TextBlocks.LongestWord)
            {
                throw new TopologyInputException(
                    $"Cannot read '{_name}': it has a word of more than {TextBlocks.LongestWord >> 20} MiB.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            int read = _input!.Read(_buffer.AsSpan(_end));
            _ended = read == 0;
            _end += Math.Max(read, 0);
            return read != TextInput.NothingYet;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException($"Cannot read '{_name}': {TextFiles.Reason(e)}", e);
        }
    }
}
