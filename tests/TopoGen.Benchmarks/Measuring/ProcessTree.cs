using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>A process and all that it has started, as <c>/proc</c> shows them. Linux only.</summary>
internal sealed class ProcessTree(params int[] roots)
{
    /// <summary>Processor time so far, in seconds, to the nanosecond, of all threads there are: times in <c>stat</c> are sampled in ticks, which who runs for microseconds escapes.</summary>
    public double ProcessorSeconds() => Members().Sum(ProcessorSeconds);

    /// <summary>The most memory that each has held at any time, in bytes.</summary>
    public double PeakMemory() => Members().Sum(PeakMemory);

    public static double ProcessorSeconds(int process)
        => Ask(
            () => Directory.EnumerateDirectories($"/proc/{process}/task").Sum(
                static thread => double.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e9),
            otherwise: 0);

    /// <returns>The process that has started it, or 0 where it is gone.</returns>
    public static int ParentOf(int process)
        => Ask(
            () =>
            {
                // What follows the name: state, parent, and so on.
                string stat = File.ReadAllText($"/proc/{process}/stat");
                return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            },
            otherwise: 0);

    private static double PeakMemory(int process)
        => Ask(
            () => File.ReadLines($"/proc/{process}/status")
                .Where(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Sum(static line => 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)),
            otherwise: 0);

    private List<int> Members()
    {
        ILookup<int, int> children = Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(static id => id > 0)
            .ToLookup(ParentOf);
        List<int> members = [.. roots];
        for (int i = 0; i < members.Count; i++)
        {
            members.AddRange(children[members[i]]);
        }

        return members;
    }

    /// <summary>Processes and threads may end while they are looked at.</summary>
    private static T Ask<T>(Func<T> ask, T otherwise)
    {
        try
        {
            return ask();
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
