using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The members of the enum <c>Recovery</c>, by value.</summary>
internal static class Recoveries
{
    public const string Checkpoint = "Checkpoint";

    public const string Standby = "Standby";

    public const string HotStandby = "HotStandby";

    public const string None = "None";

    public static readonly IReadOnlyList<string> All = [Checkpoint, Standby, HotStandby, None];

    /// <summary>What a component's attribute says; the default where that is no member of the enum.</summary>
    public static string Of(AttributeData attribute) => Find(attribute) ?? Checkpoint;

    public static void Check(AttributeData attribute, ProblemCollector problems)
    {
        if (Find(attribute) is null)
        {
            problems.Add(TG0703.Rule, Spot.Argument(attribute, "Recovery"), "its Recovery is no member of that enum", $"use {Suggestion.List(All)}");
        }
    }

    private static string? Find(AttributeData attribute)
    {
        int value = attribute.Argument("Recovery", 0);
        return value >= 0 && value < All.Count ? All[value] : null;
    }
}
