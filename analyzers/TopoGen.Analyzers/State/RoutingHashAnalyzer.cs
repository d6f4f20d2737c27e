using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0409: hash codes of .NET differ from process to process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoutingHashAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0409",
        title: "Custom grouping routes by a hash code of .NET",
        messageFormat: "'{0}' routes by '{1}', which differs from process to process; use StableHash.Of",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Hash codes of strings are seeded at random in each process, so that two workers, or a worker and its successor, send the same key to different tasks.",
        helpLinkUri: RuleHelp.Prefix + "TG0409.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        INamedTypeSymbol? grouping = context.Compilation.GetTypeByMetadataName(KnownNames.CustomGrouping + "`1");
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (IsHashCode(call)
                    && operation.ContainingSymbol is { Name: not "GetHashCode", ContainingType: { } type }
                    && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, grouping)))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Rule, call.Syntax.GetLocation(), type.Name, call.TargetMethod.IsStatic ? $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}" : call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);
    }

    private static bool IsHashCode(IInvocationOperation call)
        => call.TargetMethod switch
        {
            { Name: "GetHashCode", Parameters.IsEmpty: true } => !IsItsOwnHash(call.Instance?.Unwrapped().Type),
            { Name: "GetHashCode" } => true,
            { Name: "Combine", IsStatic: true, ContainingType: var type } => TypeNames.Is(type, "System.HashCode"),
            { Name: "ToHashCode", ContainingType: var type } => TypeNames.Is(type, "System.HashCode"),
            _ => false,
        };

    /// <summary>Numbers hash to a function of their value.</summary>
    private static bool IsItsOwnHash(ITypeSymbol? type)
        => type is { TypeKind: TypeKind.Enum } or
        {
            SpecialType: SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64
        };
}
