namespace TopoGen.Generators;

/// <summary>Names of the properties that diagnostics have for code fixes. Which rule has which: README of the analyzers.</summary>
internal static class ProblemKeys
{
    /// <summary>The nearest valid name, where there is one.</summary>
    public const string Suggestion = "suggestion";

    /// <summary>All valid names, joined by a comma.</summary>
    public const string Names = "names";

    /// <summary>The only type that fits, qualified with <c>global::</c>.</summary>
    public const string Type = "type";

    /// <summary>A whole declaration that would be right.</summary>
    public const string Expected = "expected";

    /// <summary>What kind of mistake it is, where a rule knows several.</summary>
    public const string Kind = "kind";

    /// <summary>Names of what is missing, joined by a comma.</summary>
    public const string Missing = "missing";

    /// <summary>The fields of a key, joined by a comma.</summary>
    public const string Fields = "fields";
}
