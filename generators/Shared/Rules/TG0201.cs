using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Source has no such stream.</summary>
internal static class TG0201
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0201",
        title: "Source has no such stream",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A grouping names a component that emits, and a stream that it has.",
        helpLinkUri: RuleHelp.Prefix + "TG0201.md");
}
