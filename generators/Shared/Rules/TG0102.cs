using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Component has nothing to run.</summary>
internal static class TG0102
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0102",
        title: "Component has nothing to run",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A bolt is called by handlers, which are methods with a grouping; a spout is asked by its method Next or NextAsync.",
        helpLinkUri: RuleHelp.Prefix + "TG0102.md");
}
