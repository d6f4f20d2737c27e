using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Spout does not hear of failed messages.</summary>
internal static class TG0107
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0107",
        title: "Spout does not hear of failed messages",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With Delivery.AtLeastOnce a message that fails is told to the spout by Fail, which emits it again. Without that method it is lost.",
        helpLinkUri: RuleHelp.Prefix + "TG0107.md");
}
