using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Declaration is not partial.</summary>
internal static class TG0101
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0101",
        title: "Declaration is not partial",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code is another part of the class or record, so it and all types around it must say partial. Nothing is generated for a declaration that does not.",
        helpLinkUri: RuleHelp.Prefix + "TG0101.md");
}
