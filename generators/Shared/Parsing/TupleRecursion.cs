using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>
/// Finds tuples that contain themselves at every depth: through fields that can neither be null nor be empty. Such a tuple
/// has no finite value, while recursion through nullable fields and collections has an end.
/// </summary>
internal static class TupleRecursion
{
    /// <returns>The way back to the type, <c>Node.Next.Back</c>, or null.</returns>
    public static string? Find(INamedTypeSymbol type)
        => Find(type, type, type.Name, new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));

    private static string? Find(INamedTypeSymbol current, INamedTypeSymbol sought, string path, HashSet<INamedTypeSymbol> seen)
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
                return way;
            }

            if (seen.Add(next) && Find(next, sought, way, seen) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
