using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Questions to operations.</summary>
internal static class OperationExtensions
{
    /// <summary>What is converted, without the conversions and parentheses around it.</summary>
    public static IOperation Unwrapped(this IOperation operation)
        => operation switch
        {
            IConversionOperation conversion => conversion.Operand.Unwrapped(),
            IParenthesizedOperation parenthesized => parenthesized.Operand.Unwrapped(),
            _ => operation,
        };

    /// <summary>The operations around one, from the nearest, up to the lambda, local function or member that it stands in.</summary>
    public static IEnumerable<IOperation> AncestorsInFunction(this IOperation operation)
    {
        for (IOperation? current = operation.Parent; current is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = current.Parent)
        {
            yield return current;
        }
    }

    /// <summary>The lambda or local function that an operation stands in; else the member.</summary>
    public static IMethodSymbol? Function(this IOperation operation, ISymbol member)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return member as IMethodSymbol;
    }

    /// <summary>The lambdas and local functions around an operation, from the nearest.</summary>
    public static IEnumerable<IOperation> FunctionsAround(this IOperation operation)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                yield return current;
            }
        }
    }

    /// <summary>The component whose code an operation belongs to, and when that code runs.</summary>
    public static ComponentInfo? Component(this OperationAnalysisContext context, ComponentFacts facts, out CodeContext when)
    {
        ComponentInfo? component = facts.ComponentAround(context.ContainingSymbol);
        when = component?.ContextOf(context.ContainingSymbol) ?? CodeContext.None;
        return component;
    }

    /// <summary>Whether the type is <c>Task</c> or <c>ValueTask</c>, with a result or without.</summary>
    public static bool IsTask(this ITypeSymbol? type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask" } && (TypeNames.Is(type, "System.Threading.Tasks.Task") || TypeNames.Is(type, "System.Threading.Tasks.ValueTask"));

    /// <summary>What a reference refers to.</summary>
    public static ISymbol? Referenced(this IOperation? operation)
        => operation?.Unwrapped() switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
}
