using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Constructor cannot be called with services.</summary>
internal static class TG0106
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0106",
        title: "Constructor cannot be called with services",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Components and sinks are created by their public constructor with most parameters, and each argument comes from the container of services.",
        helpLinkUri: RuleHelp.Prefix + "TG0106.md");
}
