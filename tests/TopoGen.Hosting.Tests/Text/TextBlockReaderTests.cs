using System.Diagnostics;
using System.Text;
using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class TextBlockReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("no line end")]
    [InlineData("one\r\ntwo\r\n\r\nthree")]
    [InlineData("e\u0301 \U0001D7D8\U00010428 \u6f22\u5b57\n")]
    public void Small_files_come_as_they_are(string text)
        => Assert.Equal(text, string.Concat(Read(_folder.Write("a", Encoding.UTF8.GetBytes(text)))));

    [Fact]
    public void A_byte_order_mark_is_skipped_at_the_start_only()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "a"u8, 0xEF, 0xBB, 0xBF, .. "b"u8];

        Assert.Equal("a\uFEFFb", string.Concat(Read(_folder.Write("a", bytes))));
    }

    [Fact]
    public void A_cut_off_byte_order_mark_is_invalid()
    {
        string path = _folder.Write("a", [0xEF, 0xBB]);
        using var source = new TextSource([path]);

        Assert.Equal("\uFFFD", string.Concat(Read(source)));
        Assert.Equal(2, source.InvalidBytes);
    }

    /// <summary>Every way in which a block or a read can end inside of a sequence.</summary>
    [Theory]
    [InlineData("\u00e9")]
    [InlineData("\u6f22")]
    [InlineData("\U00010428")]
    [InlineData("\u3000")]
    public void A_sequence_may_lie_across_any_border(string letter)
    {
        foreach (int border in (int[])[TextBlocks.Block, TextBlocks.LongestLine, TextBlocks.BufferSize])
        {
            for (int shift = -6; shift <= 2; shift++)
            {
                string text = new string('a', border + shift) + letter + letter + new string('b', 10);

                Assert.Equal(text, string.Concat(Read(_folder.Write("a", Encoding.UTF8.GetBytes(text)))));
            }
        }
    }

    [Fact]
    public void Random_bytes_decode_as_the_framework_decodes_them_and_are_counted()
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            byte[] bytes = RandomText.Bytes(seed, length: 1 + (seed * 2711 % 90_000));
            using var source = new TextSource([_folder.Write("a", bytes)]);
            string[] blocks = Read(source);

            string expected = Encoding.UTF8.GetString(bytes);
            Assert.True(expected == string.Concat(blocks), $"seed {seed}");
            Assert.True(InvalidBytes(bytes) == source.InvalidBytes, $"seed {seed}");
            AssertWordsAreWhole(blocks, $"seed {seed}");
        }
    }

    [Fact]
    public void Bytes_come_in_the_same_blocks_and_are_counted_alike()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            byte[] bytes = RandomText.Bytes(seed, length: 1 + (seed * 2711 % 90_000));
            string path = _folder.Write("a", bytes);
            string[] expected;
            using (var decoded = new TextSource([path]))
            {
                expected = Read(decoded);
            }

            using var source = new TextSource([path]);
            using TextBlockReader reader = source.Open(0, 1);
            var blocks = new List<string>();
            while (reader.ReadUtf8(out ReadOnlySpan<byte> block) == SpoutStatus.More)
            {
                blocks.Add(Encoding.UTF8.GetString(block));
            }

            Assert.True(expected.SequenceEqual(blocks), $"seed {seed}");
            Assert.True(InvalidBytes(bytes) == source.InvalidBytes, $"seed {seed}");
        }
    }

    [Fact]
    public void Blocks_are_whole_lines_of_up_to_16_KiB()
    {
        string text = string.Concat(Enumerable.Range(0, 500).Select(i => new string('x', i * 37 % 16_000) + "\n"));

        string[] blocks = Read(_folder.Write("a", Encoding.UTF8.GetBytes(text)));

        Assert.All(blocks, b => Assert.EndsWith("\n", b, StringComparison.Ordinal));
        Assert.All(blocks, b => Assert.InRange(b.Length, 1, TextBlocks.LongestLine));
        Assert.Equal(text, string.Concat(blocks));
    }

    [Theory]
    [InlineData("word and another, ")]
    [InlineData("\u6f22\u5b57\u3002")]
    [InlineData("-----")]
    public void A_line_without_end_is_read_in_blocks_of_bounded_size(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length));

        string[] blocks = Read(_folder.Write("a", Encoding.UTF8.GetBytes(text)));

        Assert.All(blocks, b => Assert.InRange(b.Length, 1, TextBlocks.LongestLine + 64));
        AssertWordsAreWhole(blocks, part);
        Assert.Equal(text, string.Concat(blocks));
    }

    [Fact]
    public void A_word_of_any_length_stays_whole()
    {
        string word = new('w', 3 * TextBlocks.BufferSize);
        string text = $"before {word} after";

        string[] blocks = Read(_folder.Write("a", Encoding.UTF8.GetBytes(text)));

        Assert.Contains(blocks, b => b.Contains(word, StringComparison.Ordinal));
        Assert.Equal(text, string.Concat(blocks));
    }

    [Fact]
    public void Stray_continuation_bytes_do_not_make_one_endless_word()
    {
        byte[] bytes = Enumerable.Repeat((byte)0x80, 200_000).ToArray();
        using var source = new TextSource([_folder.Write("a", bytes)]);

        string[] blocks = Read(source);

        Assert.True(blocks.Length > 5);
        Assert.Equal(bytes.Length, blocks.Sum(b => b.Length));
        Assert.Equal(bytes.Length, source.InvalidBytes);
    }

    [Fact]
    public void Files_are_divided_among_the_tasks()
    {
        string[] paths = [.. Enumerable.Range(0, 7).Select(i => _folder.Write($"{i}", Encoding.UTF8.GetBytes($"{i}")))];
        using var source = new TextSource(paths);

        string[][] shares = [.. Enumerable.Range(0, 3).Select(task => Read(source, task, 3))];

        Assert.Equal(["0", "3", "6"], shares[0]);
        Assert.Equal(["1", "4"], shares[1]);
        Assert.Equal(["2", "5"], shares[2]);
    }

    [Fact]
    public void A_file_that_vanished_is_reported_by_its_name()
    {
        string path = _folder.Write("gone", "text"u8);
        using var source = new TextSource([path]);
        File.Delete(path);

        var mistake = Assert.Throws<TopologyInputException>(() => Read(source));

        Assert.Equal($"Cannot read '{path}': it does not exist.", mistake.Message);
    }

    private static void AssertWordsAreWhole(string[] blocks, string what)
    {
        for (int i = 1; i < blocks.Length; i++)
        {
            Rune.DecodeLastFromUtf16(blocks[i - 1], out Rune before, out _);
            Rune.DecodeFromUtf16(blocks[i], out Rune after, out _);
            Assert.False(Rune.IsLetterOrDigit(before) && Rune.IsLetterOrDigit(after), $"{what}: a word was cut before block {i}");
        }
    }

    private static long InvalidBytes(ReadOnlySpan<byte> bytes)
    {
        long valid = 0;
        foreach (Rune rune in Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(""))
            .GetString(bytes).EnumerateRunes())
        {
            valid += rune.Utf8SequenceLength;
        }

        return bytes.Length - valid;
    }

    [Fact]
    public void What_is_skipped_are_the_blocks_that_were_read_first()
    {
        string text = string.Concat(Enumerable.Range(0, 5000).Select(n => $"line {n}\n"));
        using var source = new TextSource([_folder.Write("a", Encoding.UTF8.GetBytes(text)), _folder.Write("b", Encoding.UTF8.GetBytes(text[..9000]))]);
        string[] blocks = Read(source);
        Assert.True(blocks.Length > 10);

        for (int skipped = 0; skipped <= blocks.Length + 1; skipped++)
        {
            using TextBlockReader reader = source.Open(0, 1);
            reader.Skip(skipped);

            Assert.Equal(skipped < blocks.Length ? SpoutStatus.More : SpoutStatus.End, reader.Read(out string? next));
            Assert.Equal(blocks.ElementAtOrDefault(skipped), next);
        }
    }

    [Fact]
    public void Standard_input_that_somebody_else_has_read_is_refused()
    {
        using var source = new TextSource([TextSource.StandardInput]);
        using TextBlockReader reader = source.Open(0, 1);
        reader.Skip(0);

        TopologyInputException refused = Assert.Throws<TopologyInputException>(() => reader.Skip(1));

        Assert.Equal("Standard input cannot be read again from where an earlier run had come to; name files, or begin anew with --fresh.", refused.Message);
    }

    [Fact]
    public void A_pipe_that_was_read_before_is_refused_and_files_in_front_of_it_are_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string file = _folder.Write("file", "before\n"u8);
        string pipe = _folder["pipe"];
        using (Process make = Process.Start("mkfifo", [pipe]))
        {
            make.WaitForExit();
        }

        using var source = new TextSource([file, pipe]);
        using TextBlockReader reader = source.Open(0, 1);
        reader.Skip(1);

        TopologyInputException refused = Assert.Throws<TopologyInputException>(() => reader.Skip(1));

        Assert.Equal(
            $"The pipe '{pipe}' cannot be read again from where an earlier run had come to; name files, or begin anew with --fresh.", refused.Message);
    }

    [Fact]
    public void An_empty_file_is_no_block_to_skip()
    {
        string empty = _folder.Write("empty", []);
        using var source = new TextSource([.. Enumerable.Repeat(empty, 200), _folder.Write("a", "one\n"u8), empty, _folder.Write("b", "two\n"u8)]);
        using TextBlockReader reader = source.Open(0, 1);
        reader.Skip(1);

        Assert.Equal(SpoutStatus.More, reader.Read(out string? block));
        Assert.Equal("two\n", block);
        Assert.Equal(SpoutStatus.End, reader.Read(out _));
    }

    private static string[] Read(string path)
    {
        using var source = new TextSource([path]);
        return Read(source);
    }

    private static string[] Read(TextSource source, int task = 0, int count = 1)
    {
        var blocks = new List<string>();
        using TextBlockReader reader = source.Open(task, count);
        long deadline = Environment.TickCount64 + 60_000;
        SpoutStatus status;
        while ((status = reader.Read(out string? block)) != SpoutStatus.End)
        {
            Assert.Equal(status == SpoutStatus.Idle, block is null);
            Assert.NotEqual("", block);
            if (block is null)
            {
                Assert.True(Environment.TickCount64 < deadline, "nothing came in time");
                Thread.Yield();
                continue;
            }

            blocks.Add(block);
        }

        return [.. blocks];
    }
}
