using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Asynchronous component has keyed state or views.</summary>
internal static class TG0111
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0111",
        title: "Asynchronous component has keyed state or views",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Calls of an asynchronous handler run beside each other, so none can have the value of a key by reference; and they go on when the bytes that a view refers to are gone.",
        helpLinkUri: RuleHelp.Prefix + "TG0111.md");
}
