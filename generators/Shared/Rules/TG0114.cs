using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Included class is no component.</summary>
internal static class TG0114
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0114",
        title: "Included class is no component",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Include adds a spout, bolt or sink of this or another project, built with the generator.",
        helpLinkUri: RuleHelp.Prefix + "TG0114.md");
}
