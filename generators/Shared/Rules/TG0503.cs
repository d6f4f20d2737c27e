using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Type cannot be a stream tuple.</summary>
internal static class TG0503
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0503",
        title: "Type cannot be a stream tuple",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Tuples,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A stream tuple is a record, or a readonly ref struct, that is not generic, abstract or derived, and that can be constructed from its members.",
        helpLinkUri: RuleHelp.Prefix + "TG0503.md");
}
