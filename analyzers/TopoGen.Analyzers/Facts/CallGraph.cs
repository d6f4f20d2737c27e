using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Analyzers;

/// <summary>
/// Which members of a class run when. By name, from syntax alone: that is cheap enough to be done at each keystroke, and a member that only shares its
/// name with another one is at worst taken for code of a handler.
/// </summary>
internal static class CallGraph
{
    public static IReadOnlyDictionary<string, CodeContext> Contexts(INamedTypeSymbol type, IEnumerable<(IMethodSymbol Method, CodeContext Context)> entries)
    {
        Dictionary<string, HashSet<string>> uses = Uses(type);
        var contexts = new Dictionary<string, CodeContext>(StringComparer.Ordinal);
        foreach ((IMethodSymbol method, CodeContext context) in entries)
        {
            Spread(method.Name, context, uses, contexts);
        }

        return contexts;
    }

    private static void Spread(string member, CodeContext context, Dictionary<string, HashSet<string>> uses, Dictionary<string, CodeContext> contexts)
    {
        contexts.TryGetValue(member, out CodeContext known);
        if ((known | context) == known)
        {
            return;
        }

        contexts[member] = known | context;
        if (uses.TryGetValue(member, out HashSet<string>? used))
        {
            foreach (string other in used)
            {
                Spread(other, context, uses, contexts);
            }
        }
    }

    /// <summary>The names of members of the class, and of its bases, that each member's body mentions.</summary>
    private static Dictionary<string, HashSet<string>> Uses(INamedTypeSymbol type)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        var bodies = new List<(string Name, SyntaxNode Body)>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol)
                {
                    members.Add(member.Name);
                    bodies.AddRange(member.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => (member.Name, reference.GetSyntax())));
                }
            }
        }

        var uses = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach ((string name, SyntaxNode body) in bodies)
        {
            foreach (SyntaxToken token in body.DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax && members.Contains(token.ValueText) && token.ValueText != name)
                {
                    if (!uses.TryGetValue(name, out HashSet<string>? used))
                    {
                        uses.Add(name, used = new HashSet<string>(StringComparer.Ordinal));
                    }

                    used.Add(token.ValueText);
                }
            }
        }

        return uses;
    }
}
