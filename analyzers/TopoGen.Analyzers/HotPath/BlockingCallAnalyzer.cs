using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0602: a task that waits holds up everything that shares its thread.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingCallAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0602",
        title: "Call blocks the thread of a task",
        messageFormat: "'{0}' blocks the thread that '{1}' shares with other tasks; {2}",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An executor runs many tasks on one thread. While one of them waits, none of the others goes on, nor do ticks, acks and epochs.",
        helpLinkUri: RuleHelp.Prefix + "TG0602.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        var waits = new CallTable(
            context.Compilation,
            ("System.Threading.Thread", "Sleep Join SpinWait"),
            ("System.Threading.Tasks.Task", "Wait WaitAll WaitAny"),
            ("System.Threading.SemaphoreSlim", "Wait"),
            ("System.Threading.ManualResetEventSlim", "Wait"),
            ("System.Threading.CountdownEvent", "Wait"),
            ("System.Threading.Barrier", "SignalAndWait"),
            ("System.Threading.WaitHandle", "WaitOne WaitAll WaitAny SignalAndWait"),
            ("System.Threading.Monitor", "Wait"),
            ("System.Threading.SpinWait", "SpinUntil"),
            ("System.Collections.Concurrent.BlockingCollection`1", "Take Add"),
            ("System.Console", "ReadLine ReadKey Read"));
        var inputOutput = new CallTable(
            context.Compilation,
            ("System.IO.File", "Read* Write* Append* Copy Move Delete Open* Create*"),
            ("System.IO.StreamReader", "Read*"),
            ("System.IO.FileStream", "Read* Write* Flush"),
            ("System.Net.Sockets.NetworkStream", "Read* Write*"),
            ("System.Net.Sockets.Socket", "Send Receive Connect Accept"),
            ("System.Net.Http.HttpClient", "Send"),
            ("System.Data.Common.DbCommand", "ExecuteNonQuery ExecuteReader ExecuteScalar"),
            ("System.Data.Common.DbConnection", "Open"),
            ("System.Data.Common.DbDataReader", "Read NextResult"));
        var effects = new ExternalEffects(context.Compilation);
        context.RegisterOperationAction(operation => Call(operation, facts, waits, inputOutput, effects), OperationKind.Invocation);
        context.RegisterOperationAction(operation => Result(operation, facts), OperationKind.PropertyReference);
    }

    private static void Call(OperationAnalysisContext context, ComponentFacts facts, CallTable waits, CallTable inputOutput, ExternalEffects effects)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        bool isResult = method.Name == "GetResult" && call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited } && awaited.Type.IsTask();
        bool isWait = waits.Contains(method);
        if ((!isResult && !isWait && (method.Name.EndsWith("Async", StringComparison.Ordinal) || !inputOutput.Contains(method)))
            || context.Component(facts, out CodeContext when) is not { } component
            || IsElsewhere(call)
            || (when & Where(isWait || isResult)) == 0)
        {
            return;
        }

        if (isResult && IsKnownToBeDone(((IInvocationOperation)call.Instance!).Instance!))
        {
            return;
        }

        // Where it is an effect outside of an epoch that counts, that rule says more.
        if (!isWait && !isResult && effects.Concern(component, when) && effects.Name(call) is not null)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            call.Syntax.GetLocation(),
            isResult ? "GetResult" : $"{method.ContainingType.Name}.{method.Name}",
            component.Type.Name,
            Advice(method.Name, component)));
    }

    private static void Result(OperationAnalysisContext context, ComponentFacts facts)
    {
        var property = (IPropertyReferenceOperation)context.Operation;
        if (property.Property.Name == "Result" && property.Property.ContainingType.IsTask()
            && context.Component(facts, out CodeContext when) is { } component
            && (when & CodeContext.Running) != 0
            && property.Instance is { } task
            && !IsElsewhere(property)
            && !IsKnownToBeDone(task))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, property.Syntax.GetLocation(), $"{property.Property.ContainingType.Name}.Result", component.Type.Name, Advice("Result", component)));
        }
    }

    /// <summary>A spout reads its input somehow; only what waits for somebody is named there.</summary>
    private static CodeContext Where(bool isWait) => isWait ? CodeContext.Running : CodeContext.Handler | CodeContext.AsyncHandler | CodeContext.Tick;

    /// <summary>A lambda may run on another thread, which may wait.</summary>
    private static bool IsElsewhere(IOperation operation) => operation.FunctionsAround().Any(static function => function is IAnonymousFunctionOperation);

    /// <summary>Whether the member asks the same task if it has ended, or awaits it.</summary>
    private static bool IsKnownToBeDone(IOperation task)
    {
        if (task.Referenced() is not { } symbol)
        {
            return false;
        }

        IOperation root = task;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().Any(other => other switch
        {
            IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" } asked => Refers(asked.Instance, symbol),
            IAwaitOperation awaited => awaited.Operation.DescendantsAndSelf().Any(part => Refers(part, symbol)),
            _ => false,
        });
    }

    private static bool Refers(IOperation? operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(operation.Referenced(), symbol);

    private static string Advice(string member, ComponentInfo component)
        => component.Kind == ComponentKind.Spout
            ? member == "Sleep" ? "return SpoutStatus.Idle" : "return SpoutStatus.Idle, or await in NextAsync"
            : member == "Sleep" ? "count time in a [Tick] method" : "await in an asynchronous handler";
}
