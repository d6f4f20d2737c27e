using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>
/// Finds tuples that contain themselves at every depth: through fields that can neither be null nor be empty. Such a tuple
/// has no finite value, while recursion through nullable fields and collections has an end.
/// </summary>
internal static class TupleRecursion
{
    /// <returns>The way back to the type, <c>Node.Next.Back</c>, and the member that it begins with; or null.</returns>
    public static (string? Way, ISymbol? First) Find(INamedTypeSymbol type)
    {
        ISymbol? first = null;
        string? way = Find(type, type, type.Name, new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default), ref first);
        return (way, first);
    }

    private static string? Find(INamedTypeSymbol current, INamedTypeSymbol sought, string path, HashSet<INamedTypeSymbol> seen, ref ISymbol? first)
    {
        foreach (TupleMember member in TupleMembers.Of(current))
        {
            // What is compiled elsewhere cannot refer to this compilation.
            if (member.Type is not INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } next
                || next.NullableAnnotation == NullableAnnotation.Annotated
                || !next.IsStreamTuple())
            {
                continue;
            }

            string way = path + "." + member.Name;
            if (SymbolEqualityComparer.Default.Equals(next, sought))
            {
                first = member.Symbol;
                return way;
            }

            if (seen.Add(next) && Find(next, sought, way, seen, ref first) is { } found)
            {
                first = member.Symbol;
                return found;
            }
        }

        return null;
    }
}
