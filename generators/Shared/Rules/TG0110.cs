using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Handler or hook has a wrong signature.</summary>
internal static class TG0110
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0110",
        title: "Handler or hook has a wrong signature",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Methods that the engine calls take what it can supply, and return what it understands.",
        helpLinkUri: RuleHelp.Prefix + "TG0110.md");
}
