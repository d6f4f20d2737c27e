using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0307: what a bolt does outside of the topology is done again when its epoch is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExternalEffectAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0307",
        title: "Bolt of an exactly-once topology changes something outside",
        messageFormat: "'{0}' in '{1}' happens again when an epoch is repeated; write it as a command of a [Sink<TSink>]",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Exactly once holds for state and for the commands of sinks. A call that leaves the process is made again for each tuple of an epoch that is rolled back.",
        helpLinkUri: RuleHelp.Prefix + "TG0307.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        var effects = new ExternalEffects(context.Compilation);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (effects.Name(call) is { } name
                    && operation.Component(facts, out CodeContext when) is { } component
                    && effects.Concern(component, when))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), name, component.Type.Name));
                }
            },
            OperationKind.Invocation);
    }
}
