using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>The methods of a component that the engine calls, whatever is wrong with them.</summary>
internal static class EntryPoints
{
    public static IEnumerable<(IMethodSymbol Method, CodeContext Context)> Of(INamedTypeSymbol type, ComponentKind kind)
    {
        bool subscribesByClass = kind != ComponentKind.Spout && (kind == ComponentKind.Library || GroupingParser.Of(type).Count > 0);
        foreach (IMethodSymbol method in type.AllMethods())
        {
            if (ContextOf(method, type, kind, subscribesByClass) is var context and not CodeContext.None)
            {
                yield return (method, context);
            }
        }
    }

    private static CodeContext ContextOf(IMethodSymbol method, INamedTypeSymbol type, ComponentKind kind, bool subscribesByClass)
    {
        if (method.IsStatic || method.FindInherited(KnownNames.OutputAttribute) is not null)
        {
            return CodeContext.None;
        }

        if (method.FindInherited(KnownNames.TickAttribute) is not null)
        {
            return CodeContext.Tick;
        }

        if (method.FindInherited(KnownNames.OnCommitAttribute) is not null)
        {
            return CodeContext.Committed;
        }

        if (HasGrouping(method) || (subscribesByClass && IsInheritedHandler(method, type, kind)))
        {
            return IsAsync(method) ? CodeContext.AsyncHandler : CodeContext.Handler;
        }

        bool mayBeSpout = kind is ComponentKind.Spout or ComponentKind.Library;
        return method.Name switch
        {
            "Open" => CodeContext.Open,
            "Close" => CodeContext.Close,
            "End" when kind != ComponentKind.Spout => CodeContext.End,
            "Next" when mayBeSpout && TypeNames.Is(method.ReturnType, KnownNames.SpoutStatus) => CodeContext.Next,
            "NextAsync" when mayBeSpout => CodeContext.NextAsync,
            "Ack" or "Fail" when mayBeSpout => CodeContext.Settled,
            _ => CodeContext.None,
        };
    }

    private static bool HasGrouping(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            if (current.GetAttributes().Any(GroupingParser.IsGrouping))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A base's method that a grouping on the class of a component subscribes. Its tuple may be a type parameter in the base.</summary>
    private static bool IsInheritedHandler(IMethodSymbol method, INamedTypeSymbol type, ComponentKind kind)
        => (kind == ComponentKind.Library || method.IsOverride || !SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
            && method is { IsAbstract: false, Parameters: [{ } first, ..], DeclaredAccessibility: not Accessibility.Private }
            && (first.Type.IsStreamTuple() || (kind == ComponentKind.Library && first.Type.TypeKind == TypeKind.TypeParameter))
            && (method.ReturnsVoid || IsAsync(method));

    private static bool IsAsync(IMethodSymbol method) => HandlerParser.IsAsync(method);
}
