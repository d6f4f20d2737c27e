using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Global grouping feeds one task only.</summary>
internal static class TG0208
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0208",
        title: "Global grouping feeds one task only",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A global grouping sends every tuple to the task with the lowest index; the others of the bolt stay idle.",
        helpLinkUri: RuleHelp.Prefix + "TG0208.md");
}
