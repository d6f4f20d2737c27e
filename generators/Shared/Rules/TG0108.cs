using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Component belongs to no topology, or to several.</summary>
internal static class TG0108
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0108",
        title: "Component belongs to no topology, or to several",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Where an assembly has several topologies, a component is nested in the one it belongs to, or included by it.",
        helpLinkUri: RuleHelp.Prefix + "TG0108.md");
}
