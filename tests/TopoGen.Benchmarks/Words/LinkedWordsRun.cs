using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="ByteWords"/> in two processes with a thread for tasks each.</summary>
internal static class LinkedWordsRun
{
    private const int Parallelism = 2;

    /// <summary>As a leader places tasks: one of each component in each process, and every other word goes to the other one.</summary>
    public static string Lanes(string component, int task) => task == 0 ? "a" : "b";

    /// <summary>All words go from the one process to the other.</summary>
    public static string Stages(string component, int task) => component == nameof(ByteWords.Tally) ? "b" : "a";

    public static async Task<Figures> RunAsync(string name, long count, Func<string, int, string> place)
    {
        PeerLines peer = PeerProcess.Of(name);
        long rounds = ByteShape.RoundsOf(count);
        var totals = new ByteWords.Totals(rounds);
        await using var worker = LinkWorker.Of<ByteWords>("a", totals);
        string socket = await worker.ListenAsync();
        await peer.SayAsync($"{rounds}\t{socket}");
        await StartAsync(worker, socket, await peer.HearAsync(), place);
        await EndAsync(worker, "a", place);
        string[] answer = (await peer.HearAsync()).Split('\t');
        long[] theirs = Array.ConvertAll(answer, static text => long.Parse(text, CultureInfo.InvariantCulture));
        long words = rounds * WordBlocks.Own.Words;
        if (totals.Counted + theirs[0] != words)
        {
            throw new InvalidOperationException($"Of {words} words {totals.Counted + theirs[0]} are counted.");
        }

        long begun = theirs[1] == 0 ? totals.Begun : Math.Min(totals.Begun, theirs[1]);
        return new Dictionary<string, double>
        {
            ["ns"] = Stopwatch.GetElapsedTime(begun, Math.Max(totals.Ended, theirs[2])).TotalNanoseconds / words,
        };
    }

    public static async Task ServeAsync(string[] request, PeerLines lines, Func<string, int, string> place)
    {
        var totals = new ByteWords.Totals(long.Parse(request[0], CultureInfo.InvariantCulture));
        await using var worker = LinkWorker.Of<ByteWords>("b", totals);
        string socket = await worker.ListenAsync();
        await lines.SayAsync(socket);
        await StartAsync(worker, request[1], socket, place);
        await EndAsync(worker, "b", place);
        await lines.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{totals.Counted}\t{totals.Begun}\t{totals.Ended}"));
    }

    private static Task StartAsync(LinkWorker worker, string a, string b, Func<string, int, string> place)
        => worker.StartAsync(LinkRun.Sockets(a, b), place, static _ => Parallelism);

    /// <summary>Words are counted when a tally ends; a process without one has nothing more to say when it has split.</summary>
    private static Task EndAsync(LinkWorker worker, string id, Func<string, int, string> place)
    {
        int tallies = Enumerable.Range(0, Parallelism).Count(task => place(nameof(ByteWords.Tally), task) == id);
        return tallies > 0 ? worker.EndOfAsync(nameof(ByteWords.Tally), tallies) : worker.EndOfAsync(nameof(ByteWords.Split), Parallelism);
    }
}
