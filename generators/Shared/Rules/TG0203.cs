using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Grouping field does not exist.</summary>
internal static class TG0203
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0203",
        title: "Grouping field does not exist",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The fields of a grouping are public fields or properties of the tuple.",
        helpLinkUri: RuleHelp.Prefix + "TG0203.md");
}
