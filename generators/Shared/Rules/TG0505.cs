using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Tuple contains itself without an end.</summary>
internal static class TG0505
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0505",
        title: "Tuple contains itself without an end",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Tuples,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A tuple that contains a tuple of its own type has no finite value, unless that member may be null or is a collection.",
        helpLinkUri: RuleHelp.Prefix + "TG0505.md");
}
