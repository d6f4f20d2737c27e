using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Sink does not apply what is written.</summary>
internal static class TG0117
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0117",
        title: "Sink does not apply what is written",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A sink has one output, and names a class that applies the commands that are written to it.",
        helpLinkUri: RuleHelp.Prefix + "TG0117.md");
}
