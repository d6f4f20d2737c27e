using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Name is used twice.</summary>
internal static class TG0105
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0105",
        title: "Name is used twice",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Components of a topology, topologies of an assembly and streams of a component are told apart by their names.",
        helpLinkUri: RuleHelp.Prefix + "TG0105.md");
}
