using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Hot standby has nothing to follow.</summary>
internal static class TG0310
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0310",
        title: "Hot standby has nothing to follow",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A hot standby reads what each committed epoch has changed. Where a component has no state, or its topology keeps no checkpoints, there is nothing to read.",
        helpLinkUri: RuleHelp.Prefix + "TG0310.md");
}
