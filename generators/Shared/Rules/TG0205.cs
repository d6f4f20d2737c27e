using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Cycle of subscriptions.</summary>
internal static class TG0205
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0205",
        title: "Cycle of subscriptions",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A topology is a graph without cycles: barriers and the end of the input travel along its streams.",
        helpLinkUri: RuleHelp.Prefix + "TG0205.md");
}
