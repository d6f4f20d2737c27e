using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Component has two roles.</summary>
internal static class TG0103
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0103",
        title: "Component has two roles",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A class is a spout, which brings tuples in, or a bolt or sink, which subscribes to streams.",
        helpLinkUri: RuleHelp.Prefix + "TG0103.md");
}
