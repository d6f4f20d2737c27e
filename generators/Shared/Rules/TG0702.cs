using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Parameters record cannot be read.</summary>
internal static class TG0702
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0702",
        title: "Parameters record cannot be read",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Parameters are listed by the constructor of one record, whose types can be read from text and whose names are options.",
        helpLinkUri: RuleHelp.Prefix + "TG0702.md");
}
