using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>What the processes of a run are told, by their environment.</summary>
/// <param name="Keys">How many keys there are; all are visited once before anything is measured.</param>
/// <param name="Rate">Visits a second after that; 0 for as many as go through.</param>
/// <param name="Every">Each so many visits one goes into the output.</param>
/// <param name="Folder">For the output, and for what tells which process runs a tally.</param>
internal sealed record VisitSettings(long Keys, long Rate, long Every, string Folder)
{
    private const string Variable = "TOPOGEN_BENCHMARKS_VISITS";

    /// <summary>Those of this process.</summary>
    public static VisitSettings Own { get; } = Read();

    /// <summary>Starts a process of this executable that is told them.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(SubjectProcess.DotnetHost(), [typeof(VisitSettings).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{Keys},{Rate},{Every},{Folder}");
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    private static VisitSettings Read()
    {
        string[] parts = (Environment.GetEnvironmentVariable(Variable) ?? "1,0,1,.").Split(',', 4);
        return new VisitSettings(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[3]);
    }
}
