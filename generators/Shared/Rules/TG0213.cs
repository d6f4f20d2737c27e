using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Topology has no spout.</summary>
internal static class TG0213
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0213",
        title: "Topology has no spout",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Without a spout nothing ever comes in, and the topology is refused at start.",
        helpLinkUri: RuleHelp.Prefix + "TG0213.md");
}
