using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>State per key behind a partial-key grouping.</summary>
internal static class TG0215
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0215",
        title: "State per key behind a partial-key grouping",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A partial-key grouping gives each key two tasks, which would each have a part of its state.",
        helpLinkUri: RuleHelp.Prefix + "TG0215.md");
}
