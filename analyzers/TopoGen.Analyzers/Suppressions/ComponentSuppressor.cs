using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Analyzers.Suppressions;

/// <summary>
/// Silences what would mislead: that a field is never assigned which checkpoints restore, that a method could be static or private ones are unused which
/// the engine calls. While a component has a mistake no generated code uses them, and all of this would be said beside the cause.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComponentSuppressor : DiagnosticSuppressor
{
    private const string Kept = "Checkpoints read and write fields marked [State] or [Position].";
    private const string Called = "The engine calls handlers and hooks, and generated code implements outputs.";
    private const string Supplied = "What a handler or hook takes is not its own choice.";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Fields = Descriptors(
        "TGS0001", Kept, "CS0169", "CS0414", "CS0649", "IDE0044", "IDE0051", "IDE0052", "CA1823");

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Methods = Descriptors("TGS0002", Called, "IDE0051", "CA1822");

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Parameters = Descriptors("TGS0003", Supplied, "IDE0060", "CA1801");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. Fields.Values, .. Methods.Values, .. Parameters.Values];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (Find(diagnostic, context) is { } suppression)
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    private static SuppressionDescriptor? Find(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        if (diagnostic.Location.SourceTree is not { } tree
            || tree.GetRoot(context.CancellationToken) is not { } root
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
        {
            return null;
        }

        SemanticModel model = context.GetSemanticModel(tree);
        SyntaxNode? node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        ISymbol? symbol = null;
        for (; node is not null && symbol is null; node = node.Parent)
        {
            symbol = model.GetDeclaredSymbol(node, context.CancellationToken);
        }

        return symbol switch
        {
            IFieldSymbol or IPropertySymbol when EngineCalls.Keeps(symbol) => Fields.GetValueOrDefault(diagnostic.Id),
            IParameterSymbol { ContainingSymbol: { } method } when EngineCalls.Calls(method) => Parameters.GetValueOrDefault(diagnostic.Id),
            IMethodSymbol when EngineCalls.Calls(symbol) => Methods.GetValueOrDefault(diagnostic.Id),
            _ => null,
        };
    }

    private static ImmutableDictionary<string, SuppressionDescriptor> Descriptors(string id, string justification, params string[] suppressed)
        => suppressed.ToImmutableDictionary(static s => s, s => new SuppressionDescriptor(id, s, justification));
}
