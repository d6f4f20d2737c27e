using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Spout can replay nothing.</summary>
internal static class TG0306
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0306",
        title: "Spout can replay nothing",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Where more than at most once is promised, a spout says how far it has come by [Position] or [State]; with Delivery.AtLeastOnce it may name its messages instead. Else what was lost cannot be emitted again.",
        helpLinkUri: RuleHelp.Prefix + "TG0306.md");
}
