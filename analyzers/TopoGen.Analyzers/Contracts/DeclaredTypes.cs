using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Contracts;

/// <summary>Walks what a compilation declares.</summary>
internal static class DeclaredTypes
{
    public static IEnumerable<INamedTypeSymbol> Of(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (INamedTypeSymbol nested in Of(inner, cancellation))
                {
                    yield return nested;
                }
            }
        }
    }
}
