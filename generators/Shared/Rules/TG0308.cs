using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Handler acks by hand in a topology that is exactly once.</summary>
internal static class TG0308
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0308",
        title: "Handler acks by hand in a topology that is exactly once",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "With Delivery.ExactlyOnce a tuple is done when its handler returns, as a part of its epoch. An anchor that is kept for later would be outside of every checkpoint.",
        helpLinkUri: RuleHelp.Prefix + "TG0308.md");
}
