using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>A line of output, and when it was seen.</summary>
internal readonly record struct VisitOutput(long Number, long Emitted, long Count, long Seen)
{
    public static VisitOutput Parse(string line, long seen)
    {
        string[] parts = line.Split(' ');
        return new VisitOutput(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            seen);
    }
}
