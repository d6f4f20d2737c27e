using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0603: a task that nobody waits for goes on after the tuple has been acked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForgottenTaskAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0603",
        title: "Nobody waits for a task",
        messageFormat: "Nobody waits for the task of '{0}': what it throws is lost, and the tuple counts as done before it is; await it in an asynchronous handler",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What was started and not awaited belongs to no tuple and to no epoch, and nothing bounds how much of it is under way.",
        helpLinkUri: RuleHelp.Prefix + "TG0603.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationAction(operation => Statement(operation, facts), OperationKind.ExpressionStatement);

    private static void Statement(OperationAnalysisContext context, ComponentFacts facts)
    {
        IOperation expression = ((IExpressionStatementOperation)context.Operation).Operation;
        IOperation? discarded = expression is ISimpleAssignmentOperation { Target: IDiscardOperation } assignment ? assignment.Value.Unwrapped() : null;
        IOperation started = discarded ?? expression;
        if (!started.Type.IsTask() || started is IAssignmentOperation or IAwaitOperation
            || context.Component(facts, out CodeContext when) is null)
        {
            return;
        }

        // In asynchronous methods, and of them, the compiler says it itself (CS4014). Whoever discards a task wants it so; but not for each tuple.
        bool isKnown = discarded is not null
            ? (when & CodeContext.Tracked) == 0
            : started is IInvocationOperation { TargetMethod.IsAsync: true } || started.Function(context.ContainingSymbol) is { IsAsync: true };
        if (!isKnown)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, started.Syntax.GetLocation(), NameOf(started)));
        }
    }

    private static string NameOf(IOperation started)
        => started switch
        {
            IInvocationOperation call => call.TargetMethod.Name,
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } => call.TargetMethod.Name,
            _ => started.Syntax.ToString(),
        };
}
