using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Contracts;

/// <summary>Finds the declarations that changes are shown at.</summary>
internal sealed class ContractPlaces
{
    private readonly INamedTypeSymbol _topology;
    private readonly List<INamedTypeSymbol> _types;

    public ContractPlaces(INamedTypeSymbol topology, Compilation compilation, CancellationToken cancellation)
    {
        _topology = topology;
        _types = [.. DeclaredTypes.Of(compilation.Assembly.GlobalNamespace, cancellation)];
    }

    /// <returns>The type whose analysis shows the change, and the place.</returns>
    public (INamedTypeSymbol Owner, Location At) Of(ContractChange change)
    {
        INamedTypeSymbol? owner = change.Element switch
        {
            ContractElement.Topology => null,
            ContractElement.Tuple => _types.Find(type => TypeShapeParser.Parse(type).Path == change.Component),
            _ => Component(change.Component),
        };
        if (owner is null)
        {
            return (_topology, Identifier(_topology));
        }

        Location? at = change.Element switch
        {
            ContractElement.State => State(owner, change.Name),
            ContractElement.Output => Output(owner, change.Name),
            ContractElement.Input => Input(owner, change.Name),
            _ => null,
        };
        return (owner, at ?? Identifier(owner));
    }

    private INamedTypeSymbol? Component(string name)
        => _types.Where(type => type.Name == name && type.IsComponent())
            .OrderByDescending(type => SymbolEqualityComparer.Default.Equals(type.ContainingType, _topology))
            .FirstOrDefault();

    private static Location? State(INamedTypeSymbol component, string name)
    {
        foreach (INamedTypeSymbol type in component.BaseFirst())
        {
            IEnumerable<ISymbol> declared = type.GetMembers().OfType<IMethodSymbol>().SelectMany(static method => method.Parameters)
                .Where(static parameter => parameter.RefKind == RefKind.Ref && parameter.Has(KnownNames.StateAttribute))
                .Concat<ISymbol>(type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.Has(KnownNames.StateAttribute) || field.Has(KnownNames.PositionAttribute)));
            ISymbol? found = declared.FirstOrDefault(symbol => ContractName.Of(StateNames.Of(
                symbol.Find(KnownNames.StateAttribute), symbol is IFieldSymbol { AssociatedSymbol: { } property } ? property.Name : symbol.Name)) == name);
            if (found is not null)
            {
                return InSource(found);
            }
        }

        return null;
    }

    private static Location? Output(INamedTypeSymbol component, string name)
        => component.BaseFirst().Reverse().SelectMany(static type => type.GetMembers()).OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.Find(KnownNames.OutputAttribute) is { } output
                && ContractName.Of(output.Text() ?? KnownNames.DefaultStream) == name) is { } found
            ? InSource(found)
            : null;

    private static Location? Input(INamedTypeSymbol component, string name)
    {
        string source = name.Substring(0, Math.Max(0, name.IndexOf('.')));
        AttributeData? grouping = component.BaseFirst().Reverse().SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
            .Concat<ISymbol>([component])
            .SelectMany(static symbol => GroupingParser.Of(symbol))
            .FirstOrDefault(attribute => attribute.AttributeClass is { TypeArguments: [{ } argument, ..] } && argument.Name == source);
        return grouping?.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : null;
    }

    private static Location Identifier(INamedTypeSymbol type) => InSource(type) ?? Location.None;

    /// <summary>The user's own declaration: generated parts have places too, where nobody looks.</summary>
    private static Location? InSource(ISymbol symbol)
        => symbol.Locations.FirstOrDefault(static at => at is { IsInSource: true, SourceTree.FilePath: { } path } && !path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase));
}
