using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>State cannot be created or restored.</summary>
internal static class TG0403
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0403",
        title: "State cannot be created or restored",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Kept state is set again when a task is restored: in fields that can be set, of types that can be created.",
        helpLinkUri: RuleHelp.Prefix + "TG0403.md");
}
