using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0301: an emit belongs to the call of the engine that it is made in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EscapedEmitAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0301",
        title: "Emit escapes its handler",
        messageFormat: "'{0}' emits {1}; {2}",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Outputs are not thread-safe, and what is emitted after the handler has returned belongs to no tuple: it is not replayed when it is lost.",
        helpLinkUri: RuleHelp.Prefix + "TG0301.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        var elsewhere = new CallTable(
            context.Compilation,
            ("System.Threading.Tasks.Task", "Run ContinueWith"),
            ("System.Threading.Tasks.Task`1", "ContinueWith"),
            ("System.Threading.Tasks.TaskFactory", "StartNew Continue*"),
            ("System.Threading.Tasks.Parallel", "For*"),
            ("System.Threading.ThreadPool", "QueueUserWorkItem UnsafeQueueUserWorkItem RegisterWaitForSingleObject"),
            ("System.Threading.Thread", ".ctor"),
            ("System.Threading.Timer", ".ctor"),
            ("System.TimeProvider", "CreateTimer"),
            ("System.Threading.CancellationToken", "Register UnsafeRegister"),
            ("System.Threading.SynchronizationContext", "Post Send"));
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol? output = operation.Operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMethodReferenceOperation reference => reference.Method,
                    _ => null,
                };
                if (output is not null && facts.IsOutput(output)
                    && operation.Component(facts, out CodeContext when) is { } component
                    && Escape(operation.Operation, component, when, operation.ContainingSymbol, elsewhere) is var (how, advice))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, operation.Operation.Syntax.GetLocation(), output.Name, how, advice));
                }
            },
            OperationKind.Invocation,
            OperationKind.MethodReference);
    }

    private static (string How, string Advice)? Escape(
        IOperation emit, ComponentInfo component, CodeContext when, ISymbol member, CallTable elsewhere)
    {
        if (RunsElsewhere(emit, elsewhere) is { } runner)
        {
            return ($"on a thread of '{runner}', after its call may have returned", "emit in the handler itself, or await in an asynchronous one");
        }

        if (when == CodeContext.Close && emit is IInvocationOperation && !emit.FunctionsAround().Any())
        {
            return ("in 'Close', when nobody receives any more, which fails the run", component.Kind == ComponentKind.Spout ? "emit in 'Next'" : "emit in 'End'");
        }

        // What an asynchronous spout emits is held back until its call completes; so it is in an asynchronous handler, for the anchor that is named.
        bool mayWait = component.Kind == ComponentKind.Spout || (component.Kind == ComponentKind.Library && (when & (CodeContext.Next | CodeContext.NextAsync)) != 0);
        return !mayWait && emit is IInvocationOperation call && !HasAnchor(call)
            && emit.Function(member) is { IsAsync: true } && IsAfterAwait(call)
            ? ("after an await and names no anchor, so that it belongs to no tuple", "take an 'Anchor' in the asynchronous handler and name it in the emit")
            : null;
    }

    /// <summary>What runs the delegate that the emit is in.</summary>
    private static string? RunsElsewhere(IOperation emit, CallTable elsewhere)
    {
        for (IOperation? outer = emit.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IDelegateCreationOperation && (outer.Parent is IConversionOperation ? outer.Parent.Parent : outer.Parent) is IArgumentOperation argument)
            {
                ISymbol? method = argument.Parent switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IObjectCreationOperation creation => creation.Constructor,
                    _ => null,
                };
                if (method is not null && elsewhere.Contains(method))
                {
                    return method.Name == ".ctor" ? method.ContainingType.Name : $"{method.ContainingType.Name}.{method.Name}";
                }
            }
        }

        return null;
    }

    private static bool HasAnchor(IInvocationOperation call)
        => call.TargetMethod.Parameters.Any(static p => TypeNames.Is(p.Type, KnownNames.Anchor)
            || p.Type is INamedTypeSymbol { TypeArguments: [var only] } && TypeNames.Is(only, KnownNames.Anchor));

    /// <summary>Whether an await stands before the emit in the same function, or in a loop around it.</summary>
    private static bool IsAfterAwait(IInvocationOperation emit)
    {
        IOperation root = emit;
        IOperation? loop = null;
        foreach (IOperation outer in emit.AncestorsInFunction())
        {
            root = outer;
            loop = outer as ILoopOperation ?? loop;
        }

        return root.Descendants().Any(operation => (operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true })
            && !operation.FunctionsAround().Except(emit.FunctionsAround()).Any()
            && (operation.Syntax.SpanStart < emit.Syntax.SpanStart || (loop is not null && loop.Syntax.Span.Contains(operation.Syntax.Span))));
    }
}
