using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Topology class cannot be completed.</summary>
internal static class TG0113
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0113",
        title: "Topology class cannot be completed",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A topology class gets a generated part that implements an interface and that the program refers to.",
        helpLinkUri: RuleHelp.Prefix + "TG0113.md");
}
