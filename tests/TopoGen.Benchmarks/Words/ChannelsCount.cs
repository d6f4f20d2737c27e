using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace TopoGen.Benchmarks;

/// <summary>Word count as tasks and bounded channels in the sample's shape: one reader, two splitters, two tallies.</summary>
internal static class ChannelsCount
{
    private const int Parallelism = 2;
    private const int Capacity = 4096;

    public static async Task<IReadOnlyDictionary<string, int>> RunAsync(string file)
    {
        var lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { SingleWriter = true });
        Channel<string>[] words =
        [
            .. Enumerable.Range(0, Parallelism).Select(static _ =>
                Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { SingleReader = true })),
        ];
        ChannelWriter<string>[] targets = [.. words.Select(static channel => channel.Writer)];
        Task spout = Task.Run(() => ReadAsync(file, lines.Writer));
        Task[] splits = [.. targets.Select(_ => Task.Run(() => SplitAsync(lines.Reader, targets)))];
        Task<Dictionary<string, int>>[] tallies = [.. words.Select(channel => Task.Run(() => TallyAsync(channel.Reader)))];
        await spout;
        await Task.WhenAll(splits);
        Array.ForEach(targets, static target => target.Complete());
        return (await Task.WhenAll(tallies)).SelectMany(static counts => counts).ToDictionary();
    }

    private static async Task ReadAsync(string file, ChannelWriter<string> lines)
    {
        foreach (string line in File.ReadLines(file))
        {
            if (!lines.TryWrite(line))
            {
                await lines.WriteAsync(line);
            }
        }

        lines.Complete();
    }

    private static async Task SplitAsync(ChannelReader<string> lines, ChannelWriter<string>[] targets)
    {
        while (await lines.WaitToReadAsync())
        {
            while (lines.TryRead(out string? line))
            {
                foreach (string word in TextWords.In(line))
                {
                    ChannelWriter<string> target = targets[(uint)word.GetHashCode() % (uint)targets.Length];
                    if (!target.TryWrite(word))
                    {
                        await target.WriteAsync(word);
                    }
                }
            }
        }
    }

    private static async Task<Dictionary<string, int>> TallyAsync(ChannelReader<string> words)
    {
        var counts = new Dictionary<string, int>();
        while (await words.WaitToReadAsync())
        {
            while (words.TryRead(out string? word))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
            }
        }

        return counts;
    }
}
