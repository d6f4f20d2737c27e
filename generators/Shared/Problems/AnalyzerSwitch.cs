using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Generators;

/// <summary>
/// Whether a project does without analyzers: then the generator reports what they would, since what is wrong must not compile silently. Generator and
/// analyzers both ask here.
/// </summary>
internal static class AnalyzerSwitch
{
    private static readonly string[] Properties = ["build_property.RunAnalyzers", "build_property.RunAnalyzersDuringBuild"];

    public static bool IsOff(AnalyzerConfigOptions options)
        => Properties.Any(property => options.TryGetValue(property, out string? value) && string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
}
