using System.Text;
using System.Text.RegularExpressions;

namespace TopoGen.Integration.Tests;

/// <summary>A run that is killed or stopped again and again ends with the result of one that is not.</summary>
public sealed class InterruptedRunTests : IDisposable
{
    private const int Copies = 150;
    private const int Interruptions = 6;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 3)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Killed_and_stopped_at_random_it_counts_every_word_once(int seed)
    {
        var random = new Random(seed);
        byte[] text = Prose(random);
        _folder.Write("text", text);
        string executors = $"{random.Next(1, 4)}";
        var story = new StringBuilder($"seed {seed}, {executors} executors");
        int broken = 0;
        long epoch = 0;
        while (true)
        {
            using var process = new WordCountProcess(
                _folder.Path,
                [.. Enumerable.Repeat("text", Copies), "--output", "counts.tsv", "--epoch-interval", "10ms", "--executors", executors, "--ring-capacity", "64"]);
            bool kills = random.Next(3) > 0;

            // Soon as long as nothing is known to be committed, so that no machine is too fast to be interrupted at all.
            int writes = random.Next(epoch == 0 ? 8 : 30);
            if (broken < Interruptions && await process.UntilAsync(Writes(writes)))
            {
                await (kills ? process.KillAsync() : process.TerminateAsync());
            }

            (int code, _, string error) = await process.EndAsync();
            story.Append($"; from {epoch}: {code}");
            if (EpochIn(error, "goes on from epoch") is { } from)
            {
                Assert.True(from >= epoch, $"{story}: it went back to {from}");
                epoch = from;
            }
            else
            {
                // Nothing had been committed, or it was killed before it could say so.
                Assert.True(epoch == 0 || code == Killed, $"{story}: {error}");
            }

            if (code == 0 && EpochIn(error, "the next run goes on from epoch") is { } last)
            {
                epoch = last;
            }
            else if (code == 0)
            {
                break;
            }
            else
            {
                Assert.True(code == Killed && kills, $"{story}: {error}");
            }

            broken++;
        }

        Assert.True(broken > 0 && epoch > 0, $"{story}: too fast to be interrupted");
        Assert.True(ReferenceCount.Of(Enumerable.Repeat(text, Copies)) == await File.ReadAllTextAsync(_folder["counts.tsv"]), $"{story}: the counts differ");
    }

    /// <summary>128 + SIGKILL, as shells have it.</summary>
    private const int Killed = 137;

    /// <summary>Whether the store has been written to so often since now.</summary>
    private Func<bool> Writes(int times)
    {
        string folder = Path.Combine(TemporaryFolder.StateOf(_folder.Path), "topogen", "word-count");
        DateTime last = DateTime.MinValue;
        return () =>
        {
            DateTime written = Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "checkpoints.db*").Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max()
                : default;
            if (written > last)
            {
                last = written;
                times--;
            }

            return times < 0;
        };
    }

    private static long? EpochIn(string error, string before)
        => Regex.Match(error, before + @" (\d+)") is { Success: true } match ? long.Parse(match.Groups[1].Value) : null;

    /// <summary>Words of which many are frequent and many are rare, in lines.</summary>
    private static byte[] Prose(Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 200_000)
        {
            int rank = (int)Math.Pow(2, random.NextDouble() * 14);
            text.Append($"w{rank}").Append(random.Next(12) == 0 ? '\n' : ' ');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
