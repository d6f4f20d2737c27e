using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Bolt gets no tuple from any spout.</summary>
internal static class TG0206
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0206",
        title: "Bolt gets no tuple from any spout",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Nothing that a spout emits can reach the bolt.",
        helpLinkUri: RuleHelp.Prefix + "TG0206.md");
}
