using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Suppressions;

/// <summary>Which members the engine uses, whatever the user's own code does with them.</summary>
internal static class EngineCalls
{
    private static readonly HashSet<string> Hooks = ["Open", "Close", "End", "Ack", "Fail", "Next", "NextAsync"];

    /// <summary>Whether checkpoints read and write a field.</summary>
    public static bool Keeps(ISymbol symbol)
        => symbol is IFieldSymbol or IPropertySymbol && (symbol.Has(KnownNames.StateAttribute) || symbol.Has(KnownNames.PositionAttribute)
            || (symbol is IFieldSymbol { AssociatedSymbol: { } property } && Keeps(property)));

    /// <summary>Whether a method is called, or implemented, by generated code: its signature is not the user's to choose.</summary>
    public static bool Calls(ISymbol symbol)
        => symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method
            && (IsMarked(method) || (Hooks.Contains(method.Name) && IsComponent(method.ContainingType)));

    private static bool IsMarked(IMethodSymbol method)
        => method.FindInherited(KnownNames.OutputAttribute) is not null
            || method.FindInherited(KnownNames.TickAttribute) is not null
            || method.FindInherited(KnownNames.OnCommitAttribute) is not null
            || GroupingParser.Of(method).Count > 0;

    /// <summary>A component, or a base of components: that has members which only make sense in one.</summary>
    private static bool IsComponent(INamedTypeSymbol type)
        => type.IsComponent() || (type.IsAbstract && type.GetMembers().Any(static m => m is IMethodSymbol method && IsMarked(method)));
}
