using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Member of a tuple cannot be encoded.</summary>
internal static class TG0501
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0501",
        title: "Member of a tuple cannot be encoded",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Tuples,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Tuples travel between processes: every member has a type with a codec, and can be set when the tuple is decoded.",
        helpLinkUri: RuleHelp.Prefix + "TG0501.md");
}
