using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0112: the compiler keeps views and spans of them within the call, and knows nothing of pointers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ViewPointerAnalyzer : ComponentAnalyzer
{
    private static readonly string[] AddingWords = ["Add", "TryAdd", "Enqueue", "Push", "Insert", "Append"];

    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0112",
        title: "Pointer into a view outlives the call",
        messageFormat: "'{0}' keeps a pointer into view '{1}', whose bytes are gone when the call is over; copy what is to be kept",
        category: RuleCategory.Shape,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The bytes of a view lie in a ring or in a receive buffer, and are overwritten after the call. Spans cannot leave it; a pointer can.",
        helpLinkUri: RuleHelp.Prefix + "TG0112.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationAction(
            operation =>
            {
                if (operation.Component(facts, out _) is null)
                {
                    return;
                }

                foreach (IOperation kept in Kept(operation.Operation))
                {
                    if (new ViewPointers(operation.Operation).ViewBehind(kept) is { } view)
                    {
                        operation.ReportDiagnostic(Diagnostic.Create(Rule, kept.Syntax.GetLocation(), operation.ContainingSymbol.Name, view.Name));
                    }
                }
            },
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment,
            OperationKind.CoalesceAssignment,
            OperationKind.Invocation);

    /// <summary>The values that an operation puts where they outlive the call.</summary>
    private static IEnumerable<IOperation> Kept(IOperation operation)
        => operation switch
        {
            IAssignmentOperation assignment when Outlives(assignment.Target) => [assignment.Value],
            IInvocationOperation { Instance: { } instance } call when IsAdding(call.TargetMethod) && Outlives(instance) => Values(call),
            IInvocationOperation call when IsExchange(call.TargetMethod)
                && call.Arguments.Any(static a => a.Parameter?.RefKind == RefKind.Ref && Outlives(a.Value)) => Values(call),
            _ => [],
        };

    private static IEnumerable<IOperation> Values(IInvocationOperation call)
        => call.Arguments.Where(static a => a.Parameter?.RefKind is RefKind.None or RefKind.In).Select(static a => a.Value);

    private static bool IsAdding(IMethodSymbol method)
        => AddingWords.Any(word => method.Name.StartsWith(word, StringComparison.Ordinal))
            && TypeNames.Namespace(method.ContainingType).StartsWith("System.Collections", StringComparison.Ordinal);

    private static bool IsExchange(IMethodSymbol method)
        => TypeNames.Is(method.ContainingType, "System.Threading.Interlocked") || TypeNames.Is(method.ContainingType, "System.Threading.Volatile");

    /// <summary>Whether a place is there after the call: what a local holds is left alone, whatever it is.</summary>
    private static bool Outlives(IOperation place)
        => place.Unwrapped() switch
        {
            IInstanceReferenceOperation => true,
            IParameterReferenceOperation { Parameter: { } parameter } => parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.Type.IsReferenceType,
            IFieldReferenceOperation field => field.Instance is null || Outlives(field.Instance),
            IPropertyReferenceOperation property => property.Instance is null || Outlives(property.Instance),
            IArrayElementReferenceOperation element => Outlives(element.ArrayReference),
            IImplicitIndexerReferenceOperation indexed => Outlives(indexed.Instance),
            _ => false,
        };
}
