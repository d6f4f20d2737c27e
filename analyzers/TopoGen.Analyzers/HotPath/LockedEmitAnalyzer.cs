using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0605: an emit may run the receiver within the call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockedEmitAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0605",
        title: "Emit while a lock is held",
        messageFormat: "'{0}' emits while it holds a lock, and the receiver may run within the call; emit after the lock",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Where the receiver is on the same thread, an emit is a call of it and of all that follows. A lock is then held for as long, and may be wanted there as well.",
        helpLinkUri: RuleHelp.Prefix + "TG0605.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (facts.IsOutput(call.TargetMethod) && IsLocked(call))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);

    private static bool IsLocked(IOperation emit)
    {
        IOperation inner = emit;
        foreach (IOperation outer in emit.AncestorsInFunction())
        {
            bool isLocked = outer switch
            {
                ILockOperation @lock => @lock.Body == inner,
                IUsingOperation @using => @using.Body == inner && @using.Resources.DescendantsAndSelf().Any(IsScope),
                IBlockOperation block => block.Operations
                    .TakeWhile(statement => statement != inner)
                    .OfType<IUsingDeclarationOperation>()
                    .Any(static declaration => declaration.DeclarationGroup.Descendants().Any(IsScope)),
                _ => false,
            };
            if (isLocked)
            {
                return true;
            }

            inner = outer;
        }

        return false;
    }

    private static bool IsScope(IOperation operation)
        => operation is IInvocationOperation { TargetMethod: { Name: "EnterScope", ContainingType: { Name: "Lock", ContainingNamespace.Name: "Threading" } } };
}
