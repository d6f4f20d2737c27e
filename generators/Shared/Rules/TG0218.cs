using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Grouping on a class matches no single handler.</summary>
internal static class TG0218
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0218",
        title: "Grouping on a class matches no single handler",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Wiring,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A grouping on a class subscribes the one inherited method that takes the stream's tuple.",
        helpLinkUri: RuleHelp.Prefix + "TG0218.md");
}
