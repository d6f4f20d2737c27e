using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0601: whatever an <c>async void</c> method does after its first await belongs to no tuple.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0601",
        title: "Method of a component is async void",
        messageFormat: "{0} is async void: nobody waits for it, and what it throws ends the process; return {1}",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The engine goes on when an async void method reaches its first await: the tuple is acked, and what comes later belongs to nothing.",
        helpLinkUri: RuleHelp.Prefix + "TG0601.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        context.RegisterSymbolAction(symbol => Method(symbol, facts), SymbolKind.Method);
        context.RegisterOperationAction(operation => Function(operation, facts), OperationKind.AnonymousFunction, OperationKind.LocalFunction);
    }

    private static void Method(SymbolAnalysisContext context, ComponentFacts facts)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method is { IsAsync: true, ReturnsVoid: true, MethodKind: MethodKind.Ordinary } && facts.ComponentAround(method) is { } component)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, method.Locations[0], $"'{method.Name}'", component.IsHandler(method) ? "ValueTask" : "Task"));
        }
    }

    private static void Function(OperationAnalysisContext context, ComponentFacts facts)
    {
        IMethodSymbol function = context.Operation is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)context.Operation).Symbol;
        if (function is { IsAsync: true, ReturnsVoid: true } && facts.ComponentAround(context.ContainingSymbol) is not null)
        {
            bool isLambda = context.Operation is IAnonymousFunctionOperation;
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                isLambda ? context.Operation.Syntax.GetFirstToken().GetLocation() : function.Locations[0],
                isLambda ? "This lambda" : $"'{function.Name}'",
                "Task"));
        }
    }
}
