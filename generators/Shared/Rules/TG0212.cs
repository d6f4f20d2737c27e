using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Keyed handlers of one bolt have different keys.</summary>
internal static class TG0212
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0212",
        title: "Keyed handlers of one bolt have different keys",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Handlers of a bolt that join streams are grouped by the same key, so that what belongs together meets in one task.",
        helpLinkUri: RuleHelp.Prefix + "TG0212.md");
}
