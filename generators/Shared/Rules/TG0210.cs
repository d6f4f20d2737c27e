using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Stream is ambiguous.</summary>
internal static class TG0210
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0210",
        title: "Stream is ambiguous",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Where a source has several outputs of the handler's tuple type, the grouping names one of them.",
        helpLinkUri: RuleHelp.Prefix + "TG0210.md");
}
