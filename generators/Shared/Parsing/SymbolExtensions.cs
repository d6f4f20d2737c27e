using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Questions to symbols.</summary>
internal static class SymbolExtensions
{
    public static AttributeData? Find(this ISymbol symbol, string attribute)
        => symbol.GetAttributes().FirstOrDefault(a => TypeNames.Is(a.AttributeClass, attribute));

    public static bool Has(this ISymbol symbol, string attribute) => symbol.Find(attribute) is not null;

    /// <summary>The attribute on a method or on what it overrides.</summary>
    public static AttributeData? FindInherited(this IMethodSymbol method, string attribute)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            if (current.Find(attribute) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    public static T Argument<T>(this AttributeData attribute, string name, T otherwise)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind is not (TypedConstantKind.Error or TypedConstantKind.Array)
                && argument.Value.Value is T value)
            {
                return value;
            }
        }

        return otherwise;
    }

    /// <summary>The first constructor argument, where it is a string.</summary>
    public static string? Text(this AttributeData attribute)
        => attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] ? text : null;

    public static bool IsComponent(this ISymbol symbol) => symbol.ComponentAttribute() is not null;

    /// <summary>What marks a class as a component; the first where there are several.</summary>
    public static AttributeData? ComponentAttribute(this ISymbol symbol)
        => symbol.Find(KnownNames.SpoutAttribute) ?? symbol.Find(KnownNames.BoltAttribute) ?? symbol.Find(KnownNames.SinkAttribute);

    /// <summary>Whether an attribute makes it a declaration of ours, with reports of its own.</summary>
    public static bool IsMarked(this ISymbol symbol)
        => symbol.IsComponent() || symbol.Has(KnownNames.TopologyAttribute) || symbol.Has(KnownNames.StreamTupleAttribute) || symbol.Has(KnownNames.StateAttribute);

    public static bool IsStreamTuple(this ITypeSymbol type) => type.OriginalDefinition.Has(KnownNames.StreamTupleAttribute);

    public static bool IsInSource(this ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The topology class around a type, as generated code names it, or null.</summary>
    public static string? ContainingTopology(this INamedTypeSymbol type)
    {
        INamedTypeSymbol? topology = type.ContainingType;
        while (topology is not null && !topology.Has(KnownNames.TopologyAttribute))
        {
            topology = topology.ContainingType;
        }

        return topology is null ? null : TypeNames.Of(topology);
    }

    /// <summary>The class and its bases but <c>object</c>, from the most general.</summary>
    public static IReadOnlyList<INamedTypeSymbol> BaseFirst(this INamedTypeSymbol type)
    {
        var chain = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            chain.Insert(0, current);
        }

        return chain;
    }

    /// <summary>
    /// The ordinary methods a component has, base first and by name within a class: without those that a more derived one
    /// overrides or hides, without private ones of bases, and without those that are generated.
    /// </summary>
    public static IReadOnlyList<IMethodSymbol> AllMethods(this INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<IMethodSymbol>();
        HashSet<string> overloaded = Overloaded(type);
        foreach (INamedTypeSymbol declaring in type.BaseFirst().Reverse())
        {
            List<IMethodSymbol> methods = declaring.GetMembers().OfType<IMethodSymbol>()
                .Where(m => m is { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null, Name.Length: > 0 } && type.CanReach(m) && !m.IsGenerated())
                .Select(m => (Method: m, Signature: SignatureOf(m, overloaded.Contains(m.Name))))
                .OrderByDescending(static m => m.Signature, StringComparer.Ordinal)
                .Where(m => seen.Add(m.Signature))
                .Select(static m => m.Method)
                .ToList();
            result.AddRange(methods);
        }

        result.Reverse();
        return result;
    }

    /// <summary>Whether a generator wrote it: the implementation of an output, which would hide what the user declared.</summary>
    private static bool IsGenerated(this IMethodSymbol method)
        => method.DeclaringSyntaxReferences is [var reference, ..] && GeneratedFiles.Contains(reference.SyntaxTree);

    /// <summary>Whether the code of a class can name a member of its own or of a base.</summary>
    public static bool CanReach(this INamedTypeSymbol type, ISymbol member)
        => SymbolEqualityComparer.Default.Equals(member.ContainingType, type) || member.DeclaredAccessibility switch
        {
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
            Accessibility.Internal or Accessibility.ProtectedAndInternal
                => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, member.ContainingAssembly),
            _ => false,
        };

    /// <summary>The names that several methods share: writing out a signature is the dearest part of looking at a class.</summary>
    private static HashSet<string> Overloaded(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var overloaded = new HashSet<string>(StringComparer.Ordinal);
        foreach (ISymbol member in type.BaseFirst().SelectMany(static t => t.GetMembers()))
        {
            if (member.Kind == SymbolKind.Method && !names.Add(member.Name))
            {
                overloaded.Add(member.Name);
            }
        }

        return overloaded;
    }

    private static string SignatureOf(IMethodSymbol method, bool isOverloaded)
        => isOverloaded
            ? $"{method.Name}`{method.Arity}({string.Join(",", method.Parameters.Select(static p => (p.RefKind == RefKind.None ? "" : "ref ") + TypeNames.Of(p.Type)))})"
            : method.Name + "`";
}
