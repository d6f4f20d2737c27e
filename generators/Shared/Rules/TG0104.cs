using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Component cannot be created.</summary>
internal static class TG0104
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0104",
        title: "Component cannot be created",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every task has an instance of its own, which generated code creates: a component is a class that is not abstract, static, generic or local to its file.",
        helpLinkUri: RuleHelp.Prefix + "TG0104.md");
}
