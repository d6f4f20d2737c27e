using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0607: a large tuple that is taken by value is copied at each call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LargeTupleAnalyzer : ComponentAnalyzer
{
    /// <summary>Up to here a copy is one or two moves of the widest registers.</summary>
    private const int MostBytes = 32;

    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0607",
        title: "Large tuple is passed by value",
        messageFormat: "'{0}' takes '{1}' by value, and copies {2} bytes at each call; declare the parameter 'in'",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "By 'in' only the address of the tuple is passed, from the emit to the handler.",
        helpLinkUri: RuleHelp.Prefix + "TG0607.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                if (method.PartialDefinitionPart is null && facts.IsOutput(method) && facts.ComponentAround(method) is not null
                    && method.Parameters.FirstOrDefault(static p => p.Type.IsStreamTuple()) is { } tuple)
                {
                    Check(method, tuple, symbol.ReportDiagnostic);
                }
            },
            SymbolKind.Method);
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is IMethodSymbol { IsAsync: false, IsOverride: false, Parameters: [{ RefKind: RefKind.None } tuple, ..] } method
                && tuple.Type is { IsValueType: true }
                && facts.ComponentAround(method) is { } component
                && component.IsHandler(method)
                && !HandlerParser.IsAsync(method)
                && !block.OperationBlocks.Any(body => NeedsCopy(body, tuple)))
            {
                Check(method, tuple, block.ReportDiagnostic);
            }
        });
    }

    private static void Check(IMethodSymbol method, IParameterSymbol tuple, Action<Diagnostic> report)
    {
        if (tuple.RefKind == RefKind.None && tuple.Type.IsValueType && !tuple.Locations.IsEmpty && SizeOf(tuple.Type, depth: 0) is var size and > MostBytes)
        {
            report(Diagnostic.Create(Rule, tuple.Locations[0], method.Name, TypeNames.Short(tuple.Type), size));
        }
    }

    /// <summary>Whether the body changes the tuple, or keeps it in a lambda: neither can be done by reference.</summary>
    private static bool NeedsCopy(IOperation body, IParameterSymbol tuple)
        => body.Descendants().Any(operation => operation is IParameterReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Parameter, tuple)
            && (reference.FunctionsAround().Any() || IsChanged(reference)));

    private static bool IsChanged(IOperation reference)
        => reference.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == reference,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            IMemberReferenceOperation member and (IFieldReferenceOperation or IPropertyReferenceOperation) => IsChanged(member),
            _ => false,
        };

    /// <summary>About as many bytes as it takes on a 64-bit machine.</summary>
    private static int SizeOf(ITypeSymbol type, int depth)
    {
        if (!type.IsValueType || depth > 4)
        {
            return 8;
        }

        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte:
                return 1;
            case SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16:
                return 2;
            case SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single:
                return 4;
            case SpecialType.System_Decimal:
                return 16;
            case not SpecialType.None and not SpecialType.System_Nullable_T:
                return 8;
        }

        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
        {
            return SizeOf(underlying, depth);
        }

        // Reference assemblies do not tell what these are made of.
        if (type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            && type.Name is "Guid" or "DateTimeOffset" or "Int128" or "UInt128" or "ReadOnlyMemory" or "Memory" or "ReadOnlySpan" or "Span")
        {
            return 16;
        }

        int size = 0;
        int largest = 1;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => !f.IsStatic))
        {
            int part = SizeOf(field.Type, depth + 1);
            int alignment = Math.Min(part, 8);
            largest = Math.Max(largest, alignment);
            size = Align(size, alignment) + part;
        }

        return size == 0 ? 1 : Align(size, largest);
    }

    private static int Align(int size, int alignment) => alignment <= 1 ? size : (size + alignment - 1) / alignment * alignment;
}
