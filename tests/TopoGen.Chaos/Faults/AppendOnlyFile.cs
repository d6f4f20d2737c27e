using System.Buffers.Text;
using System.Text;

namespace TopoGen.Chaos;

/// <summary>What a stopped redis-server has written, with <c>aof-timestamp-enabled yes</c>: before the first command of each second a line <c>#TS:SECONDS</c>.</summary>
internal static class AppendOnlyFile
{
    /// <summary>What a server needs that survives, and whose file can be cut.</summary>
    public static readonly string[] Settings = ["appendonly yes", "appendfsync always", "aof-timestamp-enabled yes"];

    /// <summary>Cuts off what was written last, between two commands.</summary>
    /// <param name="folder">The server's.</param>
    /// <param name="lost">How much at least, where there is as much.</param>
    /// <returns>How many bytes.</returns>
    public static long Cut(string folder, TimeSpan lost)
    {
        string file = Directory.GetFiles(Path.Combine(folder, "appendonlydir"), "*.incr.aof").Order(StringComparer.Ordinal).Last();
        byte[] content = File.ReadAllBytes(file);
        (int At, long Second)[] marks = [.. Marks(content)];
        if (marks.Length == 0)
        {
            return 0;
        }

        long keep = marks[^1].Second - (long)Math.Ceiling(lost.TotalSeconds);
        int end = marks.FirstOrDefault(mark => mark.Second > keep, marks[^1]).At;
        using FileStream stream = File.OpenWrite(file);
        stream.SetLength(end);
        return content.Length - end;
    }

    private static IEnumerable<(int At, long Second)> Marks(byte[] content)
    {
        byte[] mark = Encoding.ASCII.GetBytes("\n#TS:");
        for (int at = 0; content.AsSpan(at).IndexOf(mark) is >= 0 and var next; at += next + mark.Length)
        {
            int number = at + next + mark.Length;
            if (Utf8Parser.TryParse(content.AsSpan(number), out long second, out _))
            {
                yield return (at + next + 1, second);
            }
        }
    }
}
