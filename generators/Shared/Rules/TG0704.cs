using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Interval is not valid.</summary>
internal static class TG0704
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0704",
        title: "Interval is not valid",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An interval is a positive number and a unit.",
        helpLinkUri: RuleHelp.Prefix + "TG0704.md");
}
