using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Custom grouping does not fit the tuple.</summary>
internal static class TG0217
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0217",
        title: "Custom grouping does not fit the tuple",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The class of a custom grouping implements ICustomGrouping for the tuple type of the stream.",
        helpLinkUri: RuleHelp.Prefix + "TG0217.md");
}
