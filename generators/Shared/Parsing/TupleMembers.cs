using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>Finds the members of a tuple that hold its data: parameters, stored properties and fields.</summary>
internal static class TupleMembers
{
    /// <summary>The constructor in the header of a record, or null.</summary>
    public static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null })
                {
                    return constructor;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Parameters in order, then the rest as declared; parts in several files in the order of their paths, so that the
    /// encoding does not depend on the order in which the compiler was given them.
    /// </summary>
    /// <param name="type">A record, class or struct.</param>
    /// <param name="restored">When members are set again, for messages: <c>a tuple is decoded</c>.</param>
    public static IEnumerable<TupleMember> Of(INamedTypeSymbol type, string restored = "a tuple is decoded")
    {
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        if (PrimaryConstructor(type) is { } primary)
        {
            foreach (IParameterSymbol parameter in primary.Parameters)
            {
                parameters.Add(parameter.Name);
                yield return Parameter(type, parameter);
            }
        }

        IEnumerable<ISymbol> stored = type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(static field => field is { IsStatic: false, IsConst: false })
            .Select(static field => field.AssociatedSymbol ?? field)
            .Where(member => !parameters.Contains(member.Name))
            .OrderBy(static member => member.Locations[0].SourceTree?.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(static member => member.Locations[0].SourceSpan.Start);
        foreach (ISymbol member in stored)
        {
            yield return Stored(member, restored);
        }

        // The field behind an event is no member.
        foreach (IEventSymbol e in type.GetMembers().OfType<IEventSymbol>())
        {
            if (e is { IsStatic: false, AddMethod.IsImplicitlyDeclared: true })
            {
                yield return new TupleMember(e.Name, e.Type, e, false, new Problem(TG0501.Rule, $"'{e.Name}' is an event, which cannot be encoded", "remove it"));
            }
        }
    }

    private static TupleMember Parameter(INamedTypeSymbol type, IParameterSymbol parameter)
    {
        bool isReadable = type.GetMembers(parameter.Name).Any(static member => member is IPropertySymbol { GetMethod: not null } or IFieldSymbol);
        Problem? problem = !isReadable
            ? new Problem(TG0501.Rule, $"'{parameter.Name}' has no property to read it from", "let the record make the property")
            : parameter.RefKind is RefKind.None or RefKind.In
                ? null
                : new Problem(TG0501.Rule, $"the parameter '{parameter.Name}' is passed by reference", "pass it by value");
        return new TupleMember(parameter.Name, parameter.Type, parameter, IsParameter: true, problem);
    }

    private static TupleMember Stored(ISymbol member, string restored) => member switch
    {
        IPropertySymbol property => new TupleMember(property.Name, property.Type, property, false, Problem(property, restored)),
        IFieldSymbol field => new TupleMember(field.Name, field.Type, field, false, Problem(field, restored)),
        _ => throw new ArgumentException(member.Kind.ToString(), nameof(member)),
    };

    private static Problem? Problem(IPropertySymbol property, string restored)
        => property.SetMethod is null
            ? new Problem(
                TG0501.Rule,
                $"'{property.Name}' cannot be set again when {restored}", "give it an init accessor, make it a parameter of the record, or compute it")
            : property.CanBeReferencedByName
            ? null
            : new Problem(TG0501.Rule, $"'{property.Name}' implements an interface explicitly and stores data", "store the data in a member of its own");

    private static Problem? Problem(IFieldSymbol field, string restored)
        => field.IsReadOnly
            ? new Problem(
                TG0501.Rule,
                $"'{field.Name}' is read-only and cannot be set again when {restored}",
                "make it a property with an init accessor or a parameter of the record")
            : field is { RefKind: RefKind.None, IsFixedSizeBuffer: false, CanBeReferencedByName: true }
            ? null
            : new Problem(TG0501.Rule, $"'{field.Name}' cannot be encoded", "use an array");
}
