using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>
/// Keeps a process and its second process on a processor each. Left to itself, the kernel keeps two threads that take turns on one
/// processor, where waking costs a few microseconds, or moves one to another that sleeps, where it costs ten times as much; which it
/// does decides more than what is measured. Linux only: elsewhere, or with one processor, nobody is kept anywhere.
/// </summary>
internal static class ProcessorPlace
{
    private const string Variable = "TOPOGEN_BENCHMARKS_SECOND_PROCESSOR";

    /// <param name="processor">Which one, or null for any. The second process gets the next.</param>
    /// <param name="arguments">For <c>dotnet</c>.</param>
    public static ProcessStartInfo Start(int? processor, IEnumerable<string> arguments)
    {
        if (processor is not { } place || !OperatingSystem.IsLinux() || Environment.ProcessorCount <= place + 1)
        {
            return new ProcessStartInfo(SubjectProcess.DotnetHost(), arguments);
        }

        ProcessStartInfo start = Kept(place, arguments);
        start.Environment[Variable] = (place + 1).ToString(CultureInfo.InvariantCulture);
        return start;
    }

    /// <summary>The same for the second process of this one.</summary>
    public static ProcessStartInfo StartSecond(IEnumerable<string> arguments)
        => int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int place)
            ? Kept(place, arguments)
            : new ProcessStartInfo(SubjectProcess.DotnetHost(), arguments);

    private static ProcessStartInfo Kept(int place, IEnumerable<string> arguments)
        => new("taskset", ["--cpu-list", place.ToString(CultureInfo.InvariantCulture), SubjectProcess.DotnetHost(), .. arguments]);
}
