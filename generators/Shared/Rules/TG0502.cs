using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Tuple can be changed.</summary>
internal static class TG0502
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0502",
        title: "Tuple can be changed",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Tuples,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A tuple is shared by all that receive it from the moment it is emitted, so its members are set once.",
        helpLinkUri: RuleHelp.Prefix + "TG0502.md");
}
