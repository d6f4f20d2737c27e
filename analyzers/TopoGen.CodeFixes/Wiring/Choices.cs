using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>The valid names that a diagnostic brings along.</summary>
internal static class Choices
{
    /// <summary>More than that would hide the other entries of the menu.</summary>
    private const int Most = 8;

    /// <summary>The nearest one where there is one, else all; fix-all takes the nearest of each.</summary>
    public static IEnumerable<(string Name, string Key)> Of(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(ProblemKeys.Suggestion, out string? nearest) && nearest is not null
            ? [(nearest, "nearest")]
            : diagnostic.Properties.TryGetValue(ProblemKeys.Names, out string? names) && names is { Length: > 0 }
            ? names.Split(',').Take(Most).Select(static name => (name, name))
            : [];
}
