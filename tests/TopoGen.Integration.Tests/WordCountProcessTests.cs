using System.Text;
using System.Text.RegularExpressions;

namespace TopoGen.Integration.Tests;

/// <summary>What only the whole process can show.</summary>
public sealed class WordCountProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_top_words_are_ordered_by_count_and_then_by_word()
    {
        _folder.Write("text", "b a c b a\nB c d"u8);

        (int code, string output, string error) = await WordCountProcess.RunAsync(_folder.Path, "text", "--top", "3");

        Assert.Equal(0, code);
        Assert.Equal("           3  b\n           2  a\n           2  c\n", output);
        Assert.Matches(@"^word-count completed in \d+\.\d\d s: 13 tuples executed, 0 failed\n$", error);
    }

    [Fact]
    public async Task Redirected_output_has_no_escape_codes_and_says_what_was_skipped_or_invalid()
    {
        _folder.Write("a.bin", "\0"u8);
        _folder.Write("b.txt", [.. "text "u8, 0xFF, 0xE2, 0x82]);

        (int code, string output, string error) = await WordCountProcess.RunAsync(_folder.Path, ".");

        Assert.Equal(0, code);
        Assert.Equal("           1  text\n", output);
        string[] lines = error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal($"skipped 1 binary file: {Path.Combine(".", "a.bin")}", lines[0]);
        Assert.Equal($"{Path.Combine(".", "b.txt")}: 3 bytes are not UTF-8, read as 2 x U+FFFD", lines[1]);
        Assert.DoesNotContain('\u001b', error);
    }

    [Theory]
    [InlineData]
    [InlineData("--bytes")]
    public async Task Standard_input_is_counted(params string[] topology)
    {
        using var process = new WordCountProcess(_folder.Path, [.. topology, "-", "--output", "counts.tsv", "--top", "0"]);
        byte[] text = Texts.All["prose"];
        await process.Input.WriteAsync(text);
        process.Input.Close();
        (int code, string output, _) = await process.EndAsync();

        Assert.Equal((0, ""), (code, output));
        Assert.Equal(ReferenceCount.Of([text]), await File.ReadAllTextAsync(_folder["counts.tsv"]));
    }

    [Fact]
    public async Task Bytes_are_counted_as_text_is_whatever_they_are()
    {
        foreach ((string name, byte[] text) in Texts.All)
        {
            _folder.Write(name, text);
        }

        (int code, string output, string error) = await WordCountProcess.RunAsync(_folder.Path, ["--bytes", .. Texts.All.Keys, "--output", "counts.tsv"]);

        Assert.True(code == 0, error);
        Assert.Equal(ReferenceCount.Of(Texts.All.Values), await File.ReadAllTextAsync(_folder["counts.tsv"]));
        (_, string expected, _) = await WordCountProcess.RunAsync(_folder.Path, [.. Texts.All.Keys]);
        Assert.Equal(expected, output);
    }

    [Fact]
    public async Task Without_paths_it_counts_the_repository()
    {
        (int code, string output, _) = await WordCountProcess.RunAsync(_folder.Path, "--top", "1");

        Assert.Equal(0, code);
        Assert.Single(output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("error: 'nowhere' does not exist; expected a file, a folder or '-' for standard input.\n", "nowhere")]
    [InlineData("error: 'empty' has no text files in it; expected a folder with text.\n", "empty")]
    [InlineData("error: Cannot write 'no/counts.tsv': its folder does not exist.\n", "text", "--output", "no/counts.tsv")]
    [InlineData("error: Cannot write 'empty': it is a folder.\n", "text", "--output", "empty")]
    [InlineData("error: There is no option --topp; did you mean '--top'?\n", "text", "--topp", "3")]
    public async Task A_mistake_is_one_line_with_exit_code_2_and_leaves_nothing(string message, params string[] args)
    {
        _folder.Write("text", "text"u8);
        Directory.CreateDirectory(_folder["empty"]);

        Assert.Equal((2, "", message), await WordCountProcess.RunAsync(_folder.Path, args));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Three_workers_count_exactly_what_one_process_counts()
    {
        foreach ((string name, byte[] text) in Texts.All)
        {
            _folder.Write(name, text);
        }

        string[] files = [.. Texts.All.Keys];
        (int code, string output, _) = await WordCountProcess.RunAsync(_folder.Path, [.. files, "--output", "one.tsv"]);
        Assert.Equal(0, code);

        (int codeOfThree, string outputOfThree, string error) = await WordCountProcess.RunAsync(
            _folder.Path, ["run", .. files, "--workers", "3", "--data", "data", "--lease-time", "10s", "--output", "three.tsv"]);

        Assert.True(codeOfThree == 0, error);
        Assert.Equal(output, outputOfThree);
        Assert.Equal(await File.ReadAllTextAsync(_folder["one.tsv"]), await File.ReadAllTextAsync(_folder["three.tsv"]));
        Assert.Equal(ReferenceCount.Of(Texts.All.Values), await File.ReadAllTextAsync(_folder["three.tsv"]));
    }

    [Theory]
    [InlineData]
    [InlineData("--bytes")]
    public async Task Three_workers_of_which_one_is_killed_in_the_middle_count_every_word_once(params string[] topology)
    {
        const int copies = 200;
        byte[] text = Texts.All["prose"];
        _folder.Write("text", text);
        using var process = new WordCountProcess(
            _folder.Path,
            [
                "run", .. topology, .. Enumerable.Repeat("text", copies), "--workers", "3", "--data", "data", "--lease-time", "10s", "--output", "counts.tsv",
                "--epoch-interval", "10ms", "--ring-capacity", "64",
            ]);

        Assert.True(await process.UntilAsync(() => EpochsIn("data") >= 3), "too fast to be killed");
        int[] workers = process.Workers;
        Assert.Equal(3, workers.Length);
        await SampleProcess.KillAsync(workers[1]);
        (int code, _, string error) = await process.EndAsync();

        Assert.True(code == 0, error);
        Assert.Contains("it is started again", error, StringComparison.Ordinal);
        Assert.Equal(ReferenceCount.Of(Enumerable.Repeat(text, copies)), await File.ReadAllTextAsync(_folder["counts.tsv"]));
    }

    [Fact]
    public async Task Terminated_it_counts_what_was_read_and_ends_with_exit_code_0_and_the_older_result()
    {
        _folder.Write("text", "some words\nand no end of input\n"u8);
        _folder.Write("counts.tsv", "older"u8);
        await WordCountProcess.MakePipeAsync(_folder["pipe"]);
        using var process = new WordCountProcess(_folder.Path, "text", "pipe", "--output", "counts.tsv");

        // Opens as soon as the process does so too, which has read the text then; it never ends.
        using FileStream pipe = await process.UntilAsync(() => File.Open(_folder["pipe"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        await process.TerminateAsync();
        (int code, string output, string error) = await process.EndAsync();

        Assert.Equal((0, ""), (code, output));
        string[] lines = error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("stopping: finishing what was read, for at most 30s; a second signal stops at once", lines[0]);
        Assert.Equal("'counts.tsv' was not written", lines[1]);

        // One block of lines and its seven words.
        Assert.Matches(@"^word-count stopped and drained in \d+\.\d\d s: 8 tuples executed, 0 failed; the next run goes on from epoch \d+$", lines[2]);
        Assert.Equal("older", await File.ReadAllTextAsync(_folder["counts.tsv"]));
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_with_the_first_ones_id()
    {
        await WordCountProcess.MakePipeAsync(_folder["pipe"]);
        using var first = new WordCountProcess(_folder.Path, "pipe");
        using FileStream pipe = await first.UntilAsync(() => File.Open(_folder["pipe"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite));

        (int code, string output, string error) = await WordCountProcess.RunAsync(_folder.Path, "pipe");

        Assert.Equal((2, ""), (code, output));
        Assert.Matches($"^error: The data directory '[^']+' is in use by process {first.Id} [^\\n]*; stop that one, which commits an epoch as it ends, or give another directory\n$", error);
    }

    /// <summary>How many epochs a run's own Redis has put on disk as committed.</summary>
    private int EpochsIn(string data)
        => Directory.Exists(_folder[data])
            ? Directory.EnumerateFiles(_folder[data], "*.aof", SearchOption.AllDirectories)
                .Sum(static file => new Regex(@"\}:manifests\r").Count(ReadIfThere(file)))
            : 0;

    /// <summary>A file as one character a byte, or nothing of one that Redis, which rewrites its log, has just removed.</summary>
    private static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.Latin1);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }
}
