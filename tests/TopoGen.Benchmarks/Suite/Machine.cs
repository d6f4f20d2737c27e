using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>Where the figures come from, as far as it matters for them.</summary>
internal sealed record Machine(string Processor, int Cores, string Memory, string System, string Runtime)
{
    public static Machine Current { get; } = new(
        ProcessorName(),
        Environment.ProcessorCount,
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB",
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => $"{Processor}, {Cores} cores, {Memory}, {System}, {Runtime}";

    private static string ProcessorName()
    {
        const string list = "/proc/cpuinfo";
        string? line = File.Exists(list)
            ? File.ReadLines(list).FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }
}
