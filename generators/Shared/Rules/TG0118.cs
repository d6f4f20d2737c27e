using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Position cannot be kept.</summary>
internal static class TG0118
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0118",
        title: "Position cannot be kept",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A spout has at most one position: a field of type long that can be set.",
        helpLinkUri: RuleHelp.Prefix + "TG0118.md");
}
