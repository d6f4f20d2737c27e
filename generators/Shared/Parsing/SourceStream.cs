using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>An output stream as a subscriber sees it. Lives only while a component is parsed, since it holds symbols.</summary>
internal readonly struct SourceStream(string name, ITypeSymbol tuple, bool direct)
{
    public string Name => name;

    public ITypeSymbol Tuple => tuple;

    public bool Direct => direct;

    /// <summary>The streams of a component of this or another project, each once.</summary>
    public static IReadOnlyList<SourceStream> Of(INamedTypeSymbol component)
    {
        IEnumerable<SourceStream> streams = component.IsInSource()
            ? OutputParser.Methods(component).Select(static method => FromMethod(method)).Where(static s => s.HasValue).Select(static s => s!.Value)
            : component.GetAttributes().Select(static a => FromAttribute(a)).Where(static s => s.HasValue).Select(static s => s!.Value);
        var distinct = new List<SourceStream>();
        foreach (SourceStream stream in streams)
        {
            if (!distinct.Exists(s => s.Name == stream.Name && SymbolEqualityComparer.Default.Equals(s.Tuple, stream.Tuple)))
            {
                distinct.Add(stream);
            }
        }

        return distinct;
    }

    private static SourceStream? FromMethod(IMethodSymbol method)
    {
        AttributeData attribute = method.FindInherited(KnownNames.OutputAttribute)!;
        ITypeSymbol? tuple = method.Parameters.Select(static p => p.Type).FirstOrDefault(static t => t.IsStreamTuple());
        return tuple is null
            ? null
            : new SourceStream(attribute.Text() ?? KnownNames.DefaultStream, tuple, attribute.Argument("Direct", false));
    }

    /// <summary>A reference assembly has no private methods; the generated part therefore lists the streams in attributes.</summary>
    private static SourceStream? FromAttribute(AttributeData attribute)
        => TypeNames.Is(attribute.AttributeClass, KnownNames.OutputStreamAttribute)
            && attribute.AttributeClass is { TypeArguments: [var tuple] }
            && attribute.Text() is { } name
            ? new SourceStream(name, tuple, attribute.Argument("Direct", false))
            : null;
}
