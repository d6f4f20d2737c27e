using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>All topologies and components that a project declares: which belongs to which, and which derives from what.</summary>
internal sealed class TopologyIndex
{
    private readonly Dictionary<INamedTypeSymbol, Delivery> _deliveries = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);

    public TopologyIndex(Compilation compilation, CancellationToken cancellation)
    {
        var topologies = new List<(INamedTypeSymbol Type, Delivery Delivery)>();
        var components = new List<INamedTypeSymbol>();
        foreach (INamedTypeSymbol type in Classes(compilation.Assembly.GlobalNamespace))
        {
            cancellation.ThrowIfCancellationRequested();
            if (type.GetAttributes().IsEmpty)
            {
                continue;
            }

            if (type.Find(KnownNames.TopologyAttribute) is { } topology)
            {
                topologies.Add((type, (Delivery)(topology.Argument("Delivery", 0) + 1)));
            }
            else if (type.IsComponent())
            {
                components.Add(type);
            }
        }

        foreach (INamedTypeSymbol component in components)
        {
            Place(component, topologies);
            for (INamedTypeSymbol? current = component.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            {
                INamedTypeSymbol definition = current.OriginalDefinition;
                if (!_derived.TryGetValue(definition, out List<INamedTypeSymbol>? derived))
                {
                    _derived.Add(definition, derived = []);
                }

                derived.Add(component);
            }
        }
    }

    public Delivery DeliveryOf(INamedTypeSymbol component) => _deliveries.TryGetValue(component, out Delivery delivery) ? delivery : Delivery.Unknown;

    /// <summary>The components that derive from a class, at any distance.</summary>
    public IReadOnlyList<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type) => _derived.TryGetValue(type, out List<INamedTypeSymbol>? derived) ? derived : [];

    private static IEnumerable<INamedTypeSymbol> Classes(INamespaceOrTypeSymbol parent)
    {
        foreach (ISymbol member in parent.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (INamedTypeSymbol nested in Classes(inner))
                {
                    yield return nested;
                }
            }
        }
    }

    private void Place(INamedTypeSymbol component, List<(INamedTypeSymbol Type, Delivery Delivery)> topologies)
    {
        Delivery strongest = Delivery.Unknown;
        bool isContained = false;
        for (INamedTypeSymbol? outer = component.ContainingType; outer is not null && !isContained; outer = outer.ContainingType)
        {
            foreach ((INamedTypeSymbol type, Delivery delivery) in topologies)
            {
                if (SymbolEqualityComparer.Default.Equals(type, outer))
                {
                    strongest = delivery;
                    isContained = true;
                }
            }
        }

        foreach ((INamedTypeSymbol type, Delivery delivery) in topologies)
        {
            if (delivery > strongest && Includes(type, component))
            {
                strongest = delivery;
                isContained = true;
            }
        }

        if (!isContained && topologies.Count == 1)
        {
            strongest = topologies[0].Delivery;
        }

        _deliveries[component] = strongest;
    }

    private static bool Includes(INamedTypeSymbol topology, INamedTypeSymbol component)
        => topology.GetAttributes().Any(a => TypeNames.Is(a.AttributeClass, KnownNames.IncludeAttribute)
            && SymbolEqualityComparer.Default.Equals(a.AttributeClass!.TypeArguments[0], component));
}
