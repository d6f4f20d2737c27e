using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0406: who asks the machine for the time can be neither tested nor repeated.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WallClockAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0406",
        title: "Component asks the machine's clock",
        messageFormat: "'{0}' is the machine's clock, which tests cannot move; use the TimeProvider of the topology",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A component is given the topology's clock as TaskContext.Time, or as a constructor parameter of type TimeProvider. Under test it is virtual.",
        helpLinkUri: RuleHelp.Prefix + "TG0406.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        var members = new CallTable(
            context.Compilation,
            ("System.DateTime", "UtcNow Now Today"),
            ("System.DateTimeOffset", "UtcNow Now"),
            ("System.Environment", "TickCount TickCount64"),
            ("System.Diagnostics.Stopwatch", "StartNew GetTimestamp"),
            ("System.Threading.Tasks.Task", "Delay"));
        var constructors = new CallTable(
            context.Compilation,
            ("System.Diagnostics.Stopwatch", ".ctor"),
            ("System.Threading.Timer", ".ctor"),
            ("System.Timers.Timer", ".ctor"),
            ("System.Threading.PeriodicTimer", ".ctor"));
        context.RegisterOperationAction(
            operation =>
            {
                ISymbol? member = operation.Operation switch
                {
                    IPropertyReferenceOperation property when members.Contains(property.Property) => property.Property,
                    IInvocationOperation call when members.Contains(call.TargetMethod) && !HasClock(call.Arguments) => call.TargetMethod,
                    IObjectCreationOperation { Constructor: { } constructor } creation
                        when constructors.Contains(constructor) && !HasClock(creation.Arguments) => constructor,
                    _ => null,
                };
                if (member is not null && facts.ComponentAround(operation.ContainingSymbol) is not null)
                {
                    string name = member.Name == ".ctor" ? $"new {member.ContainingType.Name}" : $"{member.ContainingType.Name}.{member.Name}";
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, operation.Operation.Syntax.GetLocation(), name));
                }
            },
            OperationKind.PropertyReference,
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
    }

    private static bool HasClock(ImmutableArray<IArgumentOperation> arguments)
        => arguments.Any(static argument => TypeNames.Is(argument.Parameter?.Type, "System.TimeProvider"));
}
