using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Setting is not valid.</summary>
internal static class TG0703
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0703",
        title: "Setting is not valid",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The value of an attribute's setting is not one of those that are allowed.",
        helpLinkUri: RuleHelp.Prefix + "TG0703.md");
}
