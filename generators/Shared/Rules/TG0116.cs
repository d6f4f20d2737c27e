using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Messages are named by two types.</summary>
internal static class TG0116
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0116",
        title: "Messages are named by two types",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All outputs of a spout name messages by ids of one type, since Ack and Fail take that type.",
        helpLinkUri: RuleHelp.Prefix + "TG0116.md");
}
