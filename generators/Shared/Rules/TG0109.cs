using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Output cannot be implemented.</summary>
internal static class TG0109
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0109",
        title: "Output cannot be implemented",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An output is a partial method that returns nothing, takes the tuple and has no body: the generator writes it.",
        helpLinkUri: RuleHelp.Prefix + "TG0109.md");
}
