using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>One component or base of components.</summary>
internal sealed class ComponentInfo
{
    private readonly ComponentFacts _facts;
    private readonly Lazy<IReadOnlyDictionary<string, CodeContext>> _contexts;
    private readonly Lazy<Delivery> _delivery;

    public ComponentInfo(INamedTypeSymbol type, ComponentKind kind, ComponentFacts facts)
    {
        Type = type;
        Kind = kind;
        _facts = facts;
        _contexts = new Lazy<IReadOnlyDictionary<string, CodeContext>>(() => CallGraph.Contexts(type, EntryPoints()));
        _delivery = new Lazy<Delivery>(FindDelivery);
    }

    public INamedTypeSymbol Type { get; }

    public ComponentKind Kind { get; }

    /// <summary>What its topology promises; of a base the strongest of those that derive from it.</summary>
    public Delivery Delivery => _delivery.Value;

    /// <summary>Whether a run may begin again from what was kept, so that what was not kept is lost.</summary>
    public bool IsReplayed => Delivery is Delivery.AtLeastOnce or Delivery.ExactlyOnce;

    /// <summary>When code that stands in a symbol of this class runs; <see cref="CodeContext.None"/> where nobody of the component calls it.</summary>
    public CodeContext ContextOf(ISymbol symbol)
        => symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol or INamedTypeSymbol => CodeContext.Construction,
            IMethodSymbol { AssociatedSymbol: { } member } => ByName(member.Name),
            _ => ByName(symbol.Name),
        };

    /// <summary>Whether a method is called by the engine for each tuple.</summary>
    public bool IsHandler(IMethodSymbol method)
        => EntryPoints().Any(entry => (entry.Context & (CodeContext.Handler | CodeContext.AsyncHandler)) != 0
            && SymbolEqualityComparer.Default.Equals(entry.Method.OriginalDefinition, method.OriginalDefinition));

    /// <summary>Whether the engine itself calls a method of that name, in one of the contexts.</summary>
    public bool IsEntry(string name, CodeContext contexts)
        => EntryPoints().Any(entry => entry.Method.Name == name && (entry.Context & contexts) != 0);

    private CodeContext ByName(string name) => _contexts.Value.TryGetValue(name, out CodeContext context) ? context : CodeContext.None;

    /// <summary>What the engine calls, as far as it stands in this class.</summary>
    private IEnumerable<(IMethodSymbol Method, CodeContext Context)> EntryPoints()
    {
        IReadOnlyList<INamedTypeSymbol> derived = Kind == ComponentKind.Library ? _facts.Index.DerivedFrom(Type) : [];
        return derived.Count == 0
            ? TopoGen.Analyzers.EntryPoints.Of(Type, Kind)
            : derived
                .SelectMany(component => TopoGen.Analyzers.EntryPoints.Of(component, _facts.ComponentOf(component)!.Kind))
                .Concat(TopoGen.Analyzers.EntryPoints.Of(Type, Kind));
    }

    private Delivery FindDelivery()
        => Kind == ComponentKind.Library
            ? _facts.Index.DerivedFrom(Type).Select(_facts.Index.DeliveryOf).DefaultIfEmpty(Delivery.Unknown).Max()
            : _facts.Index.DeliveryOf(Type);
}
