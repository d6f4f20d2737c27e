using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;
using ArgumentKind = Microsoft.CodeAnalysis.Operations.ArgumentKind;

namespace TopoGen.Analyzers;

/// <summary>TG0604: what is allocated for each tuple, and does not show in the code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AllocationAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0604",
        title: "Memory is allocated for each tuple",
        messageFormat: "{0} allocates for each tuple; {1}",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The engine allocates nothing for a tuple. A closure, a boxed value, LINQ, a text made only to be looked at, or a hidden array does.",
        helpLinkUri: RuleHelp.Prefix + "TG0604.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        INamedTypeSymbol? linq = context.Compilation.GetTypeByMetadataName("System.Linq.Enumerable");
        context.RegisterOperationAction(
            operation =>
            {
                if (Allocation(operation.Operation, linq, facts) is var (what, advice)
                    && operation.Component(facts, out CodeContext when) is not null
                    && (when & (CodeContext.Handler | CodeContext.Next)) != 0
                    && !IsExcused(operation.Operation, linq, facts))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, operation.Operation.Syntax.GetLocation(), what, advice));
                }
            },
            OperationKind.AnonymousFunction,
            OperationKind.Conversion,
            OperationKind.Invocation,
            OperationKind.InterpolatedString,
            OperationKind.Binary,
            OperationKind.Argument,
            OperationKind.MethodReference);
    }

    private static (string What, string Advice)? Allocation(IOperation operation, INamedTypeSymbol? linq, ComponentFacts facts)
        => operation switch
        {
            IAnonymousFunctionOperation lambda when !lambda.Symbol.IsStatic && lambda.Parent is IDelegateCreationOperation && Captures(lambda)
                => ("A lambda that captures", "use a loop, or keep the delegate in a field"),
            IMethodReferenceOperation { Instance: not null } reference when reference.Parent is IDelegateCreationOperation
                => ($"A delegate of '{reference.Method.Name}'", "keep the delegate in a field"),
            IConversionOperation { IsImplicit: true } conversion when conversion.GetConversion().IsBoxing && !conversion.Operand.ConstantValue.HasValue
                => ($"'{TypeNames.Short(conversion.Operand.Type!)}' is boxed, which", $"avoid '{TypeNames.Short(conversion.Type!)}', or convert it to text yourself"),
            IInvocationOperation call when linq is not null && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, linq) && IsChainEnd(call, linq)
                => ($"LINQ ('{call.TargetMethod.Name}')", "write a loop"),
            IInterpolatedStringOperation text when IsText(text) => ("An interpolated text", "write into a buffer that is kept, or make it only where it is needed"),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } sum
                when sum.Parent is not IBinaryOperation { Type.SpecialType: SpecialType.System_String }
                => ("A concatenated text", "write into a buffer that is kept, or make it only where it is needed"),
            IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues.IsEmpty: false } } argument
                => ($"The array for 'params {argument.Parameter!.Name}'", "call an overload without 'params', or keep the array"),
            _ => null,
        };

    /// <summary>
    /// What fails may cost something, and a text that is emitted has to be made. Of what stands in each other, only the outer is named.
    /// </summary>
    private static bool IsExcused(IOperation operation, INamedTypeSymbol? linq, ComponentFacts facts)
    {
        bool isText = operation.Type?.SpecialType == SpecialType.System_String || operation is IInterpolatedStringOperation;
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IThrowOperation or ICatchClauseOperation:
                case IObjectCreationOperation { Type: { } made } when IsException(made) || (isText && made.IsStreamTuple()):
                case IInvocationOperation call when isText && facts.IsOutput(call.TargetMethod):
                case IInvocationOperation inner when Allocation(inner, linq, facts) is not null:
                case IWithOperation when isText:
                case IInterpolatedStringOperation or IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray }:
                case IBinaryOperation { Type.SpecialType: SpecialType.System_String }:
                case IAnonymousFunctionOperation:
                case IAttributeOperation:
                    return true;
                case IAssignmentOperation { Target: var target } when isText && IsKept(target):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether it becomes part of state, which outlives the call.</summary>
    private static bool IsKept(IOperation target)
        => target.Referenced() is IParameterSymbol { RefKind: RefKind.Ref } or IFieldSymbol;

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (TypeNames.Is(current, "System.Exception"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it refers to anything around it: else the compiler keeps one delegate for ever.</summary>
    private static bool Captures(IAnonymousFunctionOperation lambda)
        => lambda.Body.Descendants().Any(operation => operation switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
            ILocalReferenceOperation { Local: { IsConst: false, IsStatic: false } local } => !IsWithin(local, lambda),
            IParameterReferenceOperation parameter => !IsWithin(parameter.Parameter, lambda),
            _ => false,
        });

    private static bool IsWithin(ISymbol symbol, IAnonymousFunctionOperation lambda)
        => symbol.DeclaringSyntaxReferences is [var reference, ..] && lambda.Syntax.Span.Contains(reference.Span);

    private static bool IsChainEnd(IInvocationOperation call, INamedTypeSymbol linq)
        => !(call.Parent is IArgumentOperation { Parent: IInvocationOperation outer } && SymbolEqualityComparer.Default.Equals(outer.TargetMethod.ContainingType, linq));

    /// <summary>Whether it becomes a string: handlers write it elsewhere.</summary>
    private static bool IsText(IInterpolatedStringOperation text)
        => text.Type?.SpecialType == SpecialType.System_String && !text.ConstantValue.HasValue
            && text.Parent is not IInterpolatedStringHandlerCreationOperation
            && text.Parts.Any(static part => part is IInterpolationOperation or IInterpolatedStringAppendOperation);
}
