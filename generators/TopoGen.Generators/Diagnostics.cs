using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What the generator itself reports.</summary>
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor NotGenerated = new(
        id: "TG0100",
        title: "Declaration cannot be generated",
        messageFormat: "{0}: {1}; {2}",
        category: "TopoGen",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The declaration is marked as a part of a topology, but nothing that runs can be generated from it. What it declares is implemented by bodies that throw, so that only the cause is reported.");
}
