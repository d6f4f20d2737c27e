using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Output that nobody reads.</summary>
internal static class TG0207
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0207",
        title: "Output that nobody reads",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "No component of the topology subscribes to the stream, so what is emitted there is dropped.",
        helpLinkUri: RuleHelp.Prefix + "TG0207.md");
}
