using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Compilation to <see cref="ProgramModel"/>, by the parsers of the generator.</summary>
internal sealed class ProgramReader
{
    private readonly List<Declared> _declared = [];
    private readonly List<ComponentModel> _components = [];
    private readonly List<TupleModel> _tuples = [];
    private readonly List<StateRecordModel> _states = [];
    private readonly List<TopologyModel> _topologies = [];
    private readonly List<ParametersModel> _parameters = [];
    private bool _isSilent;

    public static ProgramModel Read(Compilation compilation, CancellationToken cancellation)
    {
        var reader = new ProgramReader();
        reader.Visit(compilation.Assembly.GlobalNamespace, cancellation);
        return reader.Link();
    }

    private void Visit(INamespaceOrTypeSymbol parent, CancellationToken cancellation)
    {
        foreach (INamedTypeSymbol type in parent.GetTypeMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            if (type.TypeKind is not (TypeKind.Enum or TypeKind.Delegate))
            {
                Parse(type, cancellation);
                Visit(type, cancellation);
            }
        }

        if (parent is INamespaceSymbol ns)
        {
            foreach (INamespaceSymbol inner in ns.GetNamespaceMembers())
            {
                Visit(inner, cancellation);
            }
        }
    }

    private void Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.Find(KnownNames.StreamTupleAttribute) is { } tuple)
        {
            Add(type, tuple, _tuples, TupleParser.Parse, TupleParser.Stub, static m => (m.Shape.FullName, m.Shape.Path), cancellation);
        }

        if (type.Find(KnownNames.StateAttribute) is { } state)
        {
            Add(type, state, _states, StateTypeParser.Parse, StateTypeParser.Stub, static m => (m.Shape.FullName, m.Shape.Path), cancellation);
        }

        if (type.ComponentAttribute() is { } component)
        {
            Add(type, component, _components, ComponentParser.Parse, ComponentParser.Stub, static m => (m.Shape.FullName, m.Shape.Path), cancellation);
        }
        else if (type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.Has(KnownNames.OutputAttribute))
            .Select(static m => (Method: m, Model: OrphanParser.Parse(m))).FirstOrDefault(static o => o.Model is not null) is { Model: { } orphan } output)
        {
            var name = output.Method.DeclaringSyntaxReferences[0].GetSyntax().Parent as BaseTypeDeclarationSyntax;
            Add(type, orphan.Shape.FullName, orphan.Shape.Path, name?.Identifier.GetLocation(), new Parsed<OrphanModel>(orphan, [OrphanParser.Finding(type, orphan)]), true);
        }

        if (type.Find(KnownNames.TopologyAttribute) is { } topology)
        {
            Add(type, topology, _topologies, TopologyParser.Parse, TopologyParser.Stub, static m => (m.Shape.FullName, m.Shape.Path), cancellation);
        }

        if (type.Find(KnownNames.ParametersAttribute) is { } parameters)
        {
            Add(type, parameters, _parameters, ParametersParser.Parse, ParametersParser.Stub, static m => (m.FullName, m.Path), cancellation, mayHide: false);
        }
    }

    private void Add<T>(
        INamedTypeSymbol type,
        AttributeData attribute,
        List<T> models,
        Func<INamedTypeSymbol, CancellationToken, Parsed<T>?> parse,
        Func<INamedTypeSymbol, Problem, T> stub,
        Func<T, (string FullName, string Path)> name,
        CancellationToken cancellation,
        bool mayHide = true)
        where T : class, IEquatable<T>
    {
        Parsed<T>? parsed;
        try
        {
            parsed = parse(type, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The generator, which fails by the same code, reports it.
            parsed = new Parsed<T>(stub(type, Problems.Internal(exception)), []);
        }

        if (parsed is not null)
        {
            models.Add(parsed.Model);
            (string fullName, string path) = name(parsed.Model);
            Add(type, fullName, path, Spot.Of(type, attribute), parsed, mayHide);
        }
    }

    private void Add<T>(INamedTypeSymbol type, string fullName, string path, Location? name, Parsed<T> parsed, bool mayHide)
        where T : class, IEquatable<T>
    {
        IReadOnlyList<Finding> findings = [.. parsed.Findings.Where(static f => !f.Problem.IsConsequence)];
        _isSilent |= mayHide && parsed.Findings.Count > 0 && DeclarationErrors.HideAnalyzers(type);
        _declared.Add(new Declared(type, fullName, path, name ?? Location.None, findings, parsed.Locate));
    }

    private ProgramModel Link()
    {
        AssemblyModel assembly = AssemblyLinker.Link(
            [.. _topologies], [.. _components.Select(static c => c.Summary)], [.. _parameters]);
        ILookup<string, Declared> byName = _declared.ToLookup(static d => d.FullName, StringComparer.Ordinal);
        foreach (MisfitModel misfit in assembly.Misfits)
        {
            foreach (Declared declared in byName[misfit.FullName])
            {
                declared.Misfits.Add(new Finding(misfit.Problem, declared.Locate(misfit.Place)));
            }
        }

        return new ProgramModel(
            _declared.ToLookup(static d => d.Type, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default),
            _components,
            _tuples,
            _states,
            assembly,
            _isSilent);
    }
}
