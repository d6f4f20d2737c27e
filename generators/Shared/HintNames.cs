using System.Collections.Immutable;
using System.Globalization;

namespace TopoGen.Generators;

/// <summary>
/// Names of generated files. The compiler compares them without regard to case, C# compares types with it: the few paths
/// that differ by case only get a hash appended. Immutable, compares by content.
/// </summary>
/// <param name="Ambiguous">Paths that another one equals but for case; nearly always empty.</param>
internal sealed record HintNames(EquatableArray<string> Ambiguous)
{
    public static HintNames From(ImmutableArray<string> paths)
        => new(paths
            .Distinct(StringComparer.Ordinal)
            .GroupBy(static path => path, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .SelectMany(static group => group)
            .OrderBy(static path => path, StringComparer.Ordinal)
            .ToEquatableArray());

    /// <param name="path">A <see cref="TypeShape.Path"/>.</param>
    /// <param name="kind">Tells files of one type apart: <c>Tuple</c>, <c>Topology</c>; empty for components.</param>
    public string Of(string path, string kind = "")
    {
        string unique = Ambiguous.Items.Contains(path, StringComparer.Ordinal)
            ? path + "-" + Fnv(path).ToString("x8", CultureInfo.InvariantCulture)
            : path;
        return kind.Length == 0 ? unique + ".g.cs" : unique + "." + kind + ".g.cs";
    }

    private static uint Fnv(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }
}
