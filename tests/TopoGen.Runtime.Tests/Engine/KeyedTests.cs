using System.Diagnostics;
using static TopoGen.Runtime.Tests.Engine.KeyedTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>State per key and per task, and where keys live.</summary>
public sealed class KeyedTests
{
    /// <summary>The argument that makes this assembly print <see cref="Routes"/> and exit.</summary>
    internal const string PrintRoutes = "print-routes";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task State_is_kept_per_key_and_walked_at_the_end(int executors)
    {
        IReadOnlyList<Count> counts = await Run(executors);

        Assert.Equal(2 * Words.Count, counts.Sum(c => c.Total));
        Assert.Equal(
            Words.GroupBy(w => w.Text).Select(g => (g.Key, (long)g.Count())).Order(),
            counts.Where(c => !c.Key.Contains('/')).Select(c => (c.Key, c.Total)).Order());
        Assert.Equal(
            Words.GroupBy(w => $"{w.Language}/{Convert.ToHexString(w.Sound)}").Select(g => (g.Key, (long)g.Count())).Order(),
            counts.Where(c => c.Key.Contains('/')).Select(c => (c.Key, c.Total)).Order());
    }

    [Fact]
    public async Task Fields_grouping_chooses_the_same_task_in_two_processes()
    {
        string here = await Routes();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(KeyedTests).Assembly.Location, PrintRoutes },
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using Process other = Process.Start(start)!;
        string there = await other.StandardOutput.ReadToEndAsync().WaitAsync(Deadline.Limit);
        await other.WaitForExitAsync().WaitAsync(Deadline.Limit);

        Assert.Equal(0, other.ExitCode);
        Assert.Equal(here, there.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(5, here.Split('\n').Select(l => l[..l.IndexOf(' ')]).Distinct().Count());
    }

    /// <summary>Which task has which key, one line each.</summary>
    internal static async Task<string> Routes()
        => string.Join('\n', (await Run(executors: 2)).Select(c => $"{c.Task} {c.Key}").Order(StringComparer.Ordinal));

    private static IReadOnlyList<Word> Words { get; } =
    [
        .. Enumerable.Range(0, 1000).Select(i => new Word($"wörd {i % 77}", i % 3, [.. Enumerable.Range(0, i % 20).Select(b => (byte)(b * i % 7))])),
    ];

    private static async Task<IReadOnlyList<Count>> Run(int executors)
    {
        var deliveries = new Deliveries<Count>();
        using TestRun run = await TestRun.Complete<KeyedTopology>(new() { Executors = executors }, deliveries, new Input(Words));
        return deliveries["Result", 0];
    }
}
