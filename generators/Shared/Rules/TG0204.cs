using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Grouping field has no stable hash.</summary>
internal static class TG0204
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0204",
        title: "Grouping field has no stable hash",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Tuples with equal fields go to the same task on every machine, so the fields are of types with exact equality and a hash that is the same everywhere.",
        helpLinkUri: RuleHelp.Prefix + "TG0204.md");
}
