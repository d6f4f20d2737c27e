using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Handler takes another type than the stream carries.</summary>
internal static class TG0202
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0202",
        title: "Handler takes another type than the stream carries",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The first parameter of a handler is the tuple of the stream that it subscribes to.",
        helpLinkUri: RuleHelp.Prefix + "TG0202.md");
}
