using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0401: a field that carries something from tuple to tuple is lost with its task, unless it is state.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnkeptFieldAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0401",
        title: "Field carries something from tuple to tuple and is not state",
        messageFormat: "'{0}' of '{1}' changes with what is processed and is not [State]: it begins anew where the task goes on after a failure",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What was processed before the last epoch is not processed again. A field that is not part of the checkpoint does not know of it.",
        helpLinkUri: RuleHelp.Prefix + "TG0401.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterSymbolStartAction(
            type =>
            {
                if (facts.ComponentOf((INamedTypeSymbol)type.Symbol) is not { IsReplayed: true } component || !Candidates(component.Type).Any())
                {
                    return;
                }

                var uses = new ConcurrentBag<FieldUse>();
                type.RegisterOperationAction(
                    operation =>
                    {
                        var reference = (IFieldReferenceOperation)operation.Operation;
                        if (IsOf(component, reference.Field) && IsOf(component, operation.ContainingSymbol))
                        {
                            uses.Add(FieldUse.Of(reference, operation.ContainingSymbol));
                        }
                    },
                    OperationKind.FieldReference);
                type.RegisterOperationAction(
                    operation =>
                    {
                        var call = (IInvocationOperation)operation.Operation;
                        if (IsOf(component, call.TargetMethod) && IsOf(component, operation.ContainingSymbol))
                        {
                            uses.Add(FieldUse.Of(call, operation.ContainingSymbol));
                        }
                    },
                    OperationKind.Invocation);
                type.RegisterSymbolEndAction(end => Report(end, component, uses));
            },
            SymbolKind.NamedType);

    /// <summary>The fields that could be kept as they are, and are not.</summary>
    private static IEnumerable<IFieldSymbol> Candidates(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(static field =>
            field is { IsStatic: false, IsConst: false, IsReadOnly: false, IsImplicitlyDeclared: false, AssociatedSymbol: null, CanBeReferencedByName: true }
            && !field.Has(KnownNames.StateAttribute)
            && !field.Has(KnownNames.PositionAttribute)
            && TupleTypeParser.Parse(field.Type, CodecForm.State, field.Name, out _) is not null);

    private static bool IsOf(ComponentInfo component, ISymbol member)
        => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, component.Type);

    private static void Report(SymbolAnalysisContext context, ComponentInfo component, ConcurrentBag<FieldUse> all)
    {
        var reach = new FieldReach(component, all);
        foreach (IFieldSymbol field in Candidates(component.Type))
        {
            if (reach.IsCarried(field) && !field.Locations.IsEmpty)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, field.Locations[0], field.Name, component.Type.Name));
            }
        }
    }
}
