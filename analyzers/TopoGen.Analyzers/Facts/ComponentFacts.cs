using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>What rules about code want to know of the classes around it. One per compilation, shared by all rules; filled as they ask.</summary>
internal sealed class ComponentFacts
{
    private static readonly ConditionalWeakTable<Compilation, ComponentFacts> PerCompilation = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ComponentInfo?> _components = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _outputs = new(SymbolEqualityComparer.Default);
    private readonly Lazy<TopologyIndex> _index;

    private ComponentFacts(Compilation compilation)
    {
        Compilation = compilation;
        _index = new Lazy<TopologyIndex>(() => new TopologyIndex(compilation, CancellationToken.None));
    }

    public Compilation Compilation { get; }

    public TopologyIndex Index => _index.Value;

    /// <returns>Null where the compilation does not know TopoGen: there is nothing to look at.</returns>
    public static ComponentFacts? Of(Compilation compilation)
        => compilation.GetTypeByMetadataName(KnownNames.BoltAttribute) is null
            ? null
            : PerCompilation.GetValue(compilation, static c => new ComponentFacts(c));

    /// <summary>The component, or the base of components, that a class is; else null.</summary>
    public ComponentInfo? ComponentOf(INamedTypeSymbol? type)
        => type is { TypeKind: TypeKind.Class } ? _components.GetOrAdd(type.OriginalDefinition, Describe) : null;

    /// <summary>The component whose code a symbol is: a member, an accessor, an initialized field.</summary>
    public ComponentInfo? ComponentAround(ISymbol symbol) => ComponentOf(symbol as INamedTypeSymbol ?? symbol.ContainingType);

    /// <summary>Whether a call of the method emits.</summary>
    public bool IsOutput(IMethodSymbol method)
        => method.ReturnsVoid && !method.Parameters.IsEmpty
            && _outputs.GetOrAdd(method.OriginalDefinition, static m => m.FindInherited(KnownNames.OutputAttribute) is not null);

    private ComponentInfo? Describe(INamedTypeSymbol type)
        => type.ComponentAttribute() is not null
            ? new ComponentInfo(
                type,
                type.Has(KnownNames.SpoutAttribute) ? ComponentKind.Spout : type.Has(KnownNames.BoltAttribute) ? ComponentKind.Bolt : ComponentKind.Sink,
                this)
            : type.IsAbstract && (IsLibrary(type) || Index.DerivedFrom(type).Count > 0)
            ? new ComponentInfo(type, ComponentKind.Library, this)
            : null;

    /// <summary>Whether an abstract class declares what only components have.</summary>
    private static bool IsLibrary(INamedTypeSymbol type)
        => type.BaseFirst().SelectMany(static t => t.GetMembers()).Any(static member => member.GetAttributes().Any(static a
            => GroupingParser.IsGrouping(a) || TypeNames.Is(a.AttributeClass, KnownNames.OutputAttribute)
                || TypeNames.Is(a.AttributeClass, KnownNames.TickAttribute) || TypeNames.Is(a.AttributeClass, KnownNames.PositionAttribute)));
}
