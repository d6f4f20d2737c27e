using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0410: what a state refers to is not copied, so a change of it stays when the handler throws.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EarlyChangeAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0410",
        title: "State is changed before something that may throw",
        messageFormat: "'{0}' is changed here, and stays so when '{1}' throws: what a state refers to is not undone; change it last",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "When a handler throws, numbers and references of its state are again what they were before. Lists and other objects are not copied: what was added to them stays, and is added again when the tuple comes again.",
        helpLinkUri: RuleHelp.Prefix + "TG0410.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                || facts.ComponentAround(method) is not { IsReplayed: true } component
                || (component.ContextOf(method) & (CodeContext.Handler | CodeContext.Next | CodeContext.Tick)) == 0)
            {
                return;
            }

            foreach (IOperation body in block.OperationBlocks.Where(static body => body is IBlockOperation))
            {
                List<IOperation> changes = body.Descendants().Where(static operation => State(operation) is not null && !operation.FunctionsAround().Any()).ToList();
                if (changes.Count > 0)
                {
                    Report(block, changes, block.GetControlFlowGraph(body), component);
                }
            }
        });

    private static void Report(OperationBlockAnalysisContext context, List<IOperation> changes, ControlFlowGraph graph, ComponentInfo component)
    {
        foreach (IOperation change in changes)
        {
            if (RiskAfter(change.Syntax, graph, component) is { } risk)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, change.Syntax.GetLocation(), State(change)!.Name, risk));
            }
        }
    }

    /// <summary>The state whose object an operation changes in place; null for anything else.</summary>
    private static ISymbol? State(IOperation operation)
        => operation switch
        {
            IInvocationOperation { Instance: { } instance } call when Accesses.IsMutator(call.TargetMethod) || call.TargetMethod.Name == "Clear" => Root(instance),
            IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance } } => Root(instance),
            IAssignmentOperation { Target: IFieldReferenceOperation { Instance: { } instance and not IInstanceReferenceOperation } } => Root(instance),
            IAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var array } } => Root(array),
            _ => null,
        };

    private static ISymbol? Root(IOperation instance)
    {
        for (IOperation? current = instance.Unwrapped(); current is not null;)
        {
            if (current.Referenced() is { } symbol && (symbol is IParameterSymbol { RefKind: RefKind.Ref } or IFieldSymbol) && symbol.Has(KnownNames.StateAttribute))
            {
                return current.Type is { IsReferenceType: true } ? symbol : null;
            }

            current = current switch
            {
                IMemberReferenceOperation member => member.Instance?.Unwrapped(),
                ICoalesceAssignmentOperation coalesce => coalesce.Target.Unwrapped(),
                IArrayElementReferenceOperation element => element.ArrayReference.Unwrapped(),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>The first thing on a way from the change that may throw.</summary>
    private static string? RiskAfter(SyntaxNode change, ControlFlowGraph graph, ComponentInfo component)
    {
        var seen = new HashSet<int>();
        var ahead = new Queue<BasicBlock>();
        foreach (BasicBlock block in graph.Blocks)
        {
            List<IOperation> operations = [.. block.Operations];
            int at = operations.FindIndex(operation => operation.DescendantsAndSelf().Any(part => part.Syntax == change));
            if (at >= 0)
            {
                if (Risk(operations.Skip(at + 1), block, component) is { } risk)
                {
                    return risk;
                }

                Follow(block, ahead, seen);
            }
        }

        while (ahead.Count > 0)
        {
            BasicBlock block = ahead.Dequeue();
            if (Risk(block.Operations, block, component) is { } risk)
            {
                return risk;
            }

            Follow(block, ahead, seen);
        }

        return null;
    }

    private static void Follow(BasicBlock block, Queue<BasicBlock> ahead, HashSet<int> seen)
    {
        foreach (BasicBlock? next in new[] { block.ConditionalSuccessor?.Destination, block.FallThroughSuccessor?.Destination })
        {
            if (next is not null && seen.Add(next.Ordinal))
            {
                ahead.Enqueue(next);
            }
        }
    }

    private static string? Risk(IEnumerable<IOperation> operations, BasicBlock block, ComponentInfo component)
        => operations.Concat(block.BranchValue is { } value ? [value] : [])
            .SelectMany(static operation => operation.DescendantsAndSelf())
            .Select(operation => Risk(operation, component))
            .FirstOrDefault(static risk => risk is not null)
            ?? (block.FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw ? "throw" : null);

    /// <summary>Only what throws as a matter of course: checks, conversions of text, and services, which may not be there.</summary>
    private static string? Risk(IOperation operation, ComponentInfo component)
        => operation is not IInvocationOperation call ? null
            : call.TargetMethod.Name is "Parse" or "ParseExact" or "Deserialize" or "First" or "Single" or "Last" or "ElementAt"
                || call.TargetMethod.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
                || TypeNames.Is(call.TargetMethod.ContainingType, "System.Convert")
                || IsService(call.Instance, component)
            ? call.TargetMethod.Name
            : null;

    private static bool IsService(IOperation? instance, ComponentInfo component)
        => instance.Referenced() switch
        {
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter => !IsQuiet(parameter.Type),
            IFieldSymbol { IsReadOnly: true, IsStatic: false } field => SymbolEqualityComparer.Default.Equals(field.ContainingType, component.Type) && field.Type.TypeKind == TypeKind.Interface && !IsQuiet(field.Type),
            _ => false,
        };

    private static bool IsQuiet(ITypeSymbol type) => type.Name is "ILogger" or "TimeProvider" or "TaskContext";
}
