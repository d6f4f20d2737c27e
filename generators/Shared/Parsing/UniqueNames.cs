using System.Globalization;

namespace TopoGen.Generators;

/// <summary>Names of generated members of one class: the first that is free, else with a number.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public string Of(params string[] candidates)
    {
        foreach (string candidate in candidates)
        {
            if (_used.Add(candidate))
            {
                return candidate;
            }
        }

        string stem = candidates[candidates.Length - 1];
        for (int i = 2; ; i++)
        {
            string numbered = stem + i.ToString(CultureInfo.InvariantCulture);
            if (_used.Add(numbered))
            {
                return numbered;
            }
        }
    }
}
