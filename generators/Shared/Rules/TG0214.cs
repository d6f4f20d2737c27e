using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>State per key without a key.</summary>
internal static class TG0214
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0214",
        title: "State per key without a key",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A [State] ref parameter is the state of the tuple's key, which a fields grouping names.",
        helpLinkUri: RuleHelp.Prefix + "TG0214.md");
}
