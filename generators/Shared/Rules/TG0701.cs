using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Parallelism is out of range.</summary>
internal static class TG0701
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0701",
        title: "Parallelism is out of range",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A component has 1 to 1,024 tasks; where tuples are grouped by key, no more than the topology has key groups.",
        helpLinkUri: RuleHelp.Prefix + "TG0701.md");
}
