using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Generator failed.</summary>
internal static class TG0901
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0901",
        title: "Generator failed",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Generator,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A mistake in TopoGen itself: the declaration is implemented by bodies that throw, and everything else is generated.",
        helpLinkUri: RuleHelp.Prefix + "TG0901.md");
}
