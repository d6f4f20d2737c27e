using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0404: all tasks of a process share a static field, on several threads, and nothing keeps it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticFieldAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0404",
        title: "Component keeps something in a static field",
        messageFormat: "'{0}' is static and changes: all tasks in a process share it, on several threads, and it is not kept; make it an instance field marked [State]",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "How many tasks share a static field depends on the plan. It is no part of a checkpoint, and two tasks that change it at once corrupt it.",
        helpLinkUri: RuleHelp.Prefix + "TG0404.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterSymbolStartAction(
            type =>
            {
                if (facts.ComponentOf((INamedTypeSymbol)type.Symbol) is not { } component || !Candidates(component.Type).Any())
                {
                    return;
                }

                var changed = new ConcurrentDictionary<IFieldSymbol, bool>(SymbolEqualityComparer.Default);
                type.RegisterOperationAction(
                    operation =>
                    {
                        var reference = (IFieldReferenceOperation)operation.Operation;
                        if (reference.Field.IsStatic && IsChange(reference) && !IsInStaticConstructor(operation.ContainingSymbol))
                        {
                            changed.TryAdd(reference.Field.OriginalDefinition, true);
                        }
                    },
                    OperationKind.FieldReference);
                type.RegisterSymbolEndAction(end =>
                {
                    foreach (IFieldSymbol field in Candidates(component.Type).Where(changed.ContainsKey))
                    {
                        end.ReportDiagnostic(Diagnostic.Create(Rule, field.Locations[0], field.Name));
                    }
                });
            },
            SymbolKind.NamedType);

    private static IEnumerable<IFieldSymbol> Candidates(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(static field =>
            field is { IsStatic: true, IsConst: false, AssociatedSymbol: null, IsImplicitlyDeclared: false, Locations.IsEmpty: false, CanBeReferencedByName: true }
            && !field.GetAttributes().Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute"));

    /// <summary>What is made once, and what is changed by one atomic step, is meant to be shared.</summary>
    private static bool IsChange(IFieldReferenceOperation reference)
        => Accesses.Of(reference) switch
        {
            Access.Write => !reference.Field.IsReadOnly,
            Access.Change or Access.ReadWrite or Access.Clear => !reference.Field.IsReadOnly || IsUnsafeCollection(reference.Field.Type),
            _ => false,
        };

    private static bool IsUnsafeCollection(ITypeSymbol type)
        => type is IArrayTypeSymbol || (type.ContainingNamespace is { } ns && ns.ToDisplayString() == "System.Collections.Generic");

    private static bool IsInStaticConstructor(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or IFieldSymbol;
}
