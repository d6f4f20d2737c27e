using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0305: a handler that returns acks, whatever went wrong in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedExceptionAnalyzer : ComponentAnalyzer
{
    private static readonly string[] LoggingWords = ["Log", "Write", "Trace", "Print", "Debug", "Info", "Warn", "Error", "Record", "Count", "Increment", "Add"];

    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0305",
        title: "Swallowed exception acks a failed tuple",
        messageFormat: "'{0}' catches every exception and goes on, so that the tuple is acked although it failed; rethrow, fail its anchor, or emit what failed",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Returning acks and throwing fails. A tuple whose exception is only logged is never replayed, and does not come into the error stream either.",
        helpLinkUri: RuleHelp.Prefix + "TG0305.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationAction(
            operation =>
            {
                var clause = (ICatchClauseOperation)operation.Operation;
                if (operation.ContainingSymbol is IMethodSymbol method
                    && CatchesEverything(clause)
                    && operation.Component(facts, out _) is { IsReplayed: true } component
                    && component.IsHandler(method)
                    && !clause.FunctionsAround().Any()
                    && !IsRetried(clause)
                    && !IsHandled(clause, facts))
                {
                    Location location = clause.Syntax is CatchClauseSyntax syntax ? syntax.CatchKeyword.GetLocation() : clause.Syntax.GetLocation();
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, location, method.Name));
                }
            },
            OperationKind.CatchClause);

    private static bool CatchesEverything(ICatchClauseOperation clause)
        => clause.Filter is null
            && (clause.ExceptionType.SpecialType == SpecialType.System_Object || TypeNames.Is(clause.ExceptionType, "System.Exception") || TypeNames.Is(clause.ExceptionType, "System.SystemException"));

    /// <summary>Whether a loop around it that does not go through a collection makes another attempt.</summary>
    private static bool IsRetried(ICatchClauseOperation clause)
        => clause.AncestorsInFunction().Any(static outer => outer is IWhileLoopOperation or IForLoopOperation);

    /// <summary>Whether the clause does anything with the failure but tell of it.</summary>
    private static bool IsHandled(ICatchClauseOperation clause, ComponentFacts facts)
        => clause.Handler.Descendants().Any(operation => operation switch
        {
            IThrowOperation => true,
            IInvocationOperation call when facts.IsOutput(call.TargetMethod) => true,
            IInvocationOperation { TargetMethod: { Name: "Fail" or "Ack" } method } => TypeNames.Is(method.ContainingType, KnownNames.Anchor),
            IInvocationOperation call when !IsLogging(call.TargetMethod) => true,
            ILocalReferenceOperation reference => IsCaught(reference.Local, clause) && IsPassedOn(reference),
            ISimpleAssignmentOperation { Target: not IDiscardOperation } => true,
            _ => false,
        });

    /// <summary>Anything else that is called may be what handles it.</summary>
    private static bool IsLogging(IMethodSymbol method)
        => LoggingWords.Any(word => method.Name.StartsWith(word, StringComparison.Ordinal) || method.ContainingType.Name.Contains(word)) || method.Name is "ToString";

    private static bool IsCaught(ILocalSymbol local, ICatchClauseOperation clause) => clause.Locals.Contains(local, SymbolEqualityComparer.Default);

    private static bool IsPassedOn(IOperation exception)
        => exception.Parent is IAssignmentOperation or IVariableInitializerOperation or IReturnOperation or IObjectCreationOperation;
}
