using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>The second process of a measurement, started with the first request, alive as long as this one.</summary>
internal static class PeerProcess
{
    private static readonly Dictionary<string, PeerLines> Started = [];

    /// <param name="name">As in <see cref="PeerCatalog"/>.</param>
    public static PeerLines Of(string name)
    {
        if (!Started.TryGetValue(name, out PeerLines? lines))
        {
            ProcessStartInfo start = ProcessorPlace.StartSecond([typeof(PeerProcess).Assembly.Location, "peer", name]);
            start.RedirectStandardInput = true;
            start.RedirectStandardOutput = true;
            Process process = Process.Start(start) ?? throw new InvalidOperationException($"The peer of {name} did not start.");
            Started.Add(name, lines = new PeerLines(process.StandardOutput, process.StandardInput));
        }

        return lines;
    }
}
