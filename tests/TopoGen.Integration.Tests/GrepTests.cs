using System.Text;

namespace TopoGen.Integration.Tests;

/// <summary>The sample whose result is what a sink has written.</summary>
public sealed class GrepTests : IDisposable
{
    private const int MostCopies = 160 * 4 * 4;

    private readonly TemporaryFolder _folder = new();

    /// <summary>What the runs said, one after the other.</summary>
    private readonly List<string> _said = [];

    public static TheoryData<int> Seeds => [1, 2];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Killed_again_and_again_it_leaves_each_line_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        string[] text = [.. Enumerable.Range(0, 20_000).Select(n => $"{n} {(random.Next(4) == 0 ? "This line has the Needle." : "This one has not.")}")];
        _folder.Write("text", Encoding.UTF8.GetBytes(string.Concat(text.Select(line => line + '\n'))));
        // Long enough that it is not over between its first file and the kill: killed after its last epoch, before it is gone, it would begin anew.
        int copies = 160;
        int killed = await RunAsync(random, seed, copies);
        while (killed == 0 && copies < MostCopies)
        {
            // It was done before there was anything to see of it.
            Directory.Delete(_folder["found"], recursive: true);
            copies *= 4;
            killed = await RunAsync(random, seed, copies);
        }

        Assert.True(killed > 0, $"seed {seed}: too fast to be killed");
        string[] expected = [.. Enumerable.Repeat(text.Where(line => line.Contains("Needle", StringComparison.Ordinal)), copies).SelectMany(lines => lines)];
        string[] found = [.. Files().SelectMany(File.ReadAllLines)];
        int same = expected.Zip(found).TakeWhile(static pair => pair.First == pair.Second).Count();
        Assert.True(
            expected.Length == found.Length && same == found.Length,
            $"seed {seed}, killed {killed} times: {found.Length} lines of {expected.Length}, the first {same} as expected; {string.Join(" | ", _said)}");
    }

    [Fact]
    public async Task Word_that_is_not_given_is_asked_for()
    {
        using var process = new SampleProcess("Grep", _folder.Path, "text");
        process.Input.Close();
        (int code, _, string error) = await process.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains("--word", error, StringComparison.Ordinal);
    }

    /// <returns>How often it was killed until it came to its end.</returns>
    private async Task<int> RunAsync(Random random, int seed, int copies)
    {
        string[] args = ["--word", "needle", .. Enumerable.Repeat("text", copies), "--output", "found", "--epoch-interval", "10ms"];
        for (int killed = 0; ;)
        {
            using var process = new SampleProcess("Grep", _folder.Path, args);
            process.Input.Close();
            // Where the disk is slow there are few epochs: once at least it is killed.
            int files = Files().Length + (killed == 0 ? 1 : random.Next(1, 6));
            if (killed < 5 && await process.UntilAsync(() => Files().Length >= files))
            {
                await process.KillAsync();
                killed++;
            }

            (int code, string output, string error) = await process.EndAsync();
            _said.Add($"{code}, {Files().Length} files: {output}{error}");
            Assert.True(code is 0 or 137, $"seed {seed}: {code}: {error}");
            if (code == 0)
            {
                return killed;
            }
        }
    }

    private string[] Files()
        => Directory.Exists(_folder["found"]) ? [.. Directory.GetFiles(_folder["found"], "*.txt").Order(StringComparer.Ordinal)] : [];
}
