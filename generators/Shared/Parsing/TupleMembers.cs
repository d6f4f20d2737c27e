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
                if (type.IsRefLikeType)
                {
                    List<ISymbol> own = OfParameter(type, parameter);
                    parameters.UnionWith(own.Select(static member => member.Name));
                    yield return OfView(type, parameter, own);
                }
                else
                {
                    yield return Parameter(type, parameter);
                }
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
            TupleMember data = Stored(member, restored);
            yield return data.Problem is null || !type.IsRefLikeType
                ? data
                : data with { Problem = new Problem(TG0501.Rule, $"'{member.Name}' cannot be set again when {restored}", $"make it a parameter of '{type.Name}' that initializes it, or give it an init accessor") };
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
            : ByReference(parameter);
        return new TupleMember(parameter.Name, parameter.Type, parameter, IsParameter: true, problem);
    }

    /// <summary>Unlike that of a record, the header of a view makes no members: a parameter becomes the one of its name.</summary>
    private static TupleMember OfView(INamedTypeSymbol view, IParameterSymbol parameter, List<ISymbol> own)
    {
        ISymbol? found = own.Find(member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } and not IPropertySymbol { GetMethod: null }
            && SymbolEqualityComparer.Default.Equals(TypeOf(member), parameter.Type));
        if (found is not null)
        {
            return new TupleMember(found.Name, parameter.Type, found, IsParameter: true, ByReference(parameter));
        }

        string type = TypeNames.Short(parameter.Type);
        string expected = own.Count > 0 ? own[0].Name.TrimStart('_')
            : parameter.Name.Length > 0 ? char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1)
            : "";
        return new TupleMember(
            parameter.Name,
            parameter.Type,
            parameter,
            IsParameter: true,
            new Problem(
                TG0501.Rule,
                $"'{view.Name}' has no public field or property '{expected}' of type '{type}' to read parameter '{parameter.Name}' from",
                $"declare 'public readonly {type} {expected} = {parameter.Name};'"));
    }

    private static Problem? ByReference(IParameterSymbol parameter)
        => parameter.RefKind is RefKind.None or RefKind.In
            ? null
            : new Problem(TG0501.Rule, $"the parameter '{parameter.Name}' is passed by reference", "pass it by value");

    /// <summary>The fields and properties that have a parameter's name, but for the case of its first letter and a leading underscore.</summary>
    private static List<ISymbol> OfParameter(INamedTypeSymbol view, IParameterSymbol parameter)
        => view.GetMembers()
            .Where(member => IsNamed(member.Name.TrimStart('_'), parameter.Name) && member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false })
            .OrderByDescending(static member => member.DeclaredAccessibility)
            .ToList();

    /// <summary>Whether names are equal but for the case of the first letter.</summary>
    private static bool IsNamed(string member, string parameter)
        => member.Length > 0 && member.Length == parameter.Length
            && char.ToUpperInvariant(member[0]) == char.ToUpperInvariant(parameter[0])
            && string.CompareOrdinal(member, 1, parameter, 1, member.Length) == 0;

    private static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

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
