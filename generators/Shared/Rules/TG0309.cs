using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>State of an exactly-once topology is in memory only.</summary>
internal static class TG0309
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0309",
        title: "State of an exactly-once topology is in memory only",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "With Delivery.ExactlyOnce state is what all tuples have made of it, each once. With Recovery.None it is no part of checkpoints, and begins anew where a task is moved or rewound.",
        helpLinkUri: RuleHelp.Prefix + "TG0309.md");
}
