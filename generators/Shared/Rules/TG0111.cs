using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Asynchronous handler has keyed state.</summary>
internal static class TG0111
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0111",
        title: "Asynchronous handler has keyed state",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Calls of an asynchronous handler run beside each other, so none can have the value of a key by reference.",
        helpLinkUri: RuleHelp.Prefix + "TG0111.md");
}
