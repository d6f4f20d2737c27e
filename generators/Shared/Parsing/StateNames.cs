using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What states and their fields are called in checkpoints.</summary>
internal static class StateNames
{
    /// <summary>The name that an attribute gives, or that of the declaration without a leading underscore.</summary>
    public static string Of(AttributeData? attribute, string declared)
        => attribute?.Text() is { Length: > 0 } name ? name : declared.TrimStart('_');

    /// <summary>FNV-1a over UTF-16 code units, as the runtime computes it.</summary>
    public static uint Id(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }

    /// <summary>Whether the names that stand beside each other can be told apart.</summary>
    public static Problem? Check(IReadOnlyList<string> names) => Check(names, out _);

    /// <inheritdoc cref="Check(IReadOnlyList{string})"/>
    /// <param name="names">What they are called.</param>
    /// <param name="index">Which of them comes too late.</param>
    public static Problem? Check(IReadOnlyList<string> names, out int index)
    {
        index = -1;
        for (int i = 0; i < names.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Id(names[i]) == Id(names[j]))
                {
                    index = i;
                    return new Problem(
                        TG0405.Rule,
                        names[i] == names[j] ? $"two pieces of its state are called '{names[i]}'" : $"'{names[j]}' and '{names[i]}' have the same id in checkpoints",
                        "give one of them another name: [State(\"name\")]");
                }
            }
        }

        return null;
    }
}
