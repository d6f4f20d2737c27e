using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Declarations of a state contradict each other.</summary>
internal static class TG0405
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0405",
        title: "Declarations of a state contradict each other",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A state is known by its name in checkpoints, so its name, types and time to live are declared once, or alike.",
        helpLinkUri: RuleHelp.Prefix + "TG0405.md");
}
