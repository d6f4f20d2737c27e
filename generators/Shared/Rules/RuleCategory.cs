namespace TopoGen.Generators;

/// <summary>What rules are about; severities can be set by category in <c>.editorconfig</c>.</summary>
internal static class RuleCategory
{
    public const string Shape = "TopoGen.Shape";
    public const string Wiring = "TopoGen.Wiring";
    public const string Guarantees = "TopoGen.Guarantees";
    public const string State = "TopoGen.State";
    public const string Tuples = "TopoGen.Tuples";
    public const string HotPath = "TopoGen.HotPath";
    public const string Settings = "TopoGen.Settings";
    public const string Generator = "TopoGen.Generator";
}
