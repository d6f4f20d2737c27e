using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Parameter walks no state.</summary>
internal static class TG0119
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0119",
        title: "Parameter walks no state",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A KeyedState parameter of End or a tick names a per-key state that a handler of the bolt has.",
        helpLinkUri: RuleHelp.Prefix + "TG0119.md");
}
