namespace TopoGen.Generators;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary><c>did you mean 'words'?</c>, or a list of what there is.</summary>
    public static string For(string wrong, IReadOnlyList<string> names, string use)
    {
        if (names.Count == 0)
        {
            return "there is none to choose from";
        }

        return Nearest(wrong, names) is { } nearest ? $"did you mean '{nearest}'?" : $"{use} {List(names)}";
    }

    /// <summary>The name that was probably meant, or null.</summary>
    public static string? Nearest(string wrong, IReadOnlyList<string> names)
        => names.OrderBy(name => Distance(wrong, name)).ThenBy(static name => name, StringComparer.Ordinal).FirstOrDefault() is { } nearest
            && Distance(wrong, nearest) <= Math.Max(1, nearest.Length / 3)
            ? nearest
            : null;

    public static string List(IEnumerable<string> names)
    {
        string list = string.Join(", ", names.Select(static name => $"'{name}'"));
        return list.Length == 0 ? "none" : list;
    }

    /// <summary>Levenshtein's distance, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                int next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[right.Length];
    }
}
