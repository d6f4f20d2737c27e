using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Source is not part of the topology.</summary>
internal static class TG0216
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0216",
        title: "Source is not part of the topology",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A component subscribes to components of its own topology.",
        helpLinkUri: RuleHelp.Prefix + "TG0216.md");
}
