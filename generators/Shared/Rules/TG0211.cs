using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Direct output and grouping do not match.</summary>
internal static class TG0211
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0211",
        title: "Direct output and grouping do not match",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A direct output names the receiving task, and is read by direct groupings; no other output is.",
        helpLinkUri: RuleHelp.Prefix + "TG0211.md");
}
