using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Outputs of a class that is no component.</summary>
internal static class TG0115
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0115",
        title: "Outputs of a class that is no component",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Only spouts, bolts and sinks emit. A base class declares its outputs as protected abstract methods.",
        helpLinkUri: RuleHelp.Prefix + "TG0115.md");
}
