using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Member of a tuple has an open type.</summary>
internal static class TG0504
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "TG0504",
        title: "Member of a tuple has an open type",
        messageFormat: "{0}: {1}; {2}",
        category: RuleCategory.Tuples,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What stands behind object, an interface, an abstract class or a type parameter is only known at run time, so no codec can be generated for it.",
        helpLinkUri: RuleHelp.Prefix + "TG0504.md");
}
