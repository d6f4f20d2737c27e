using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>One grouping of a handler with keyed state has no key.</summary>
internal static class TG0209
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0209",
        title: "One grouping of a handler with keyed state has no key",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All groupings of a handler that has per-key state name the key, else it is not known whose state a tuple is to change.",
        helpLinkUri: RuleHelp.Prefix + "TG0209.md");
}
