using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>State cannot be written to a checkpoint.</summary>
internal static class TG0402
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0402",
        title: "State cannot be written to a checkpoint",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Where more than at most once is promised, all state is kept in checkpoints, so its type needs a codec.",
        helpLinkUri: RuleHelp.Prefix + "TG0402.md");
}
