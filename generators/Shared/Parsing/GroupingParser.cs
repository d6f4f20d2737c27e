using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Grouping attributes: which kind, which source, which of its streams.</summary>
internal static class GroupingParser
{
    public static bool IsGrouping(AttributeData attribute)
        => TypeNames.Is(attribute.AttributeClass?.BaseType, KnownNames.GroupingAttribute) || IsErrorStream(attribute);

    /// <summary>Whether it subscribes to the error stream, which has no source to name.</summary>
    public static bool IsErrorStream(AttributeData attribute) => TypeNames.Is(attribute.AttributeClass, KnownNames.ErrorStreamAttribute);

    /// <summary>The attribute's name without its suffix: <c>Shuffle</c>, <c>Fields</c>, <c>Custom</c>.</summary>
    public static string Kind(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("GroupingAttribute", "");

    /// <summary>The groupings on a method or class, in an order of their own.</summary>
    public static IReadOnlyList<AttributeData> Of(ISymbol symbol)
        => symbol.GetAttributes().Where(IsGrouping).OrderBy(static a => a.ToString(), StringComparer.Ordinal).ToList();

    /// <summary>The emitting component; null, with a problem, where the type is none.</summary>
    public static INamedTypeSymbol? Source(AttributeData attribute, ProblemCollector problems)
    {
        if (attribute.AttributeClass is not { TypeArguments: [var argument, ..] } || argument.TypeKind == TypeKind.Error)
        {
            problems.AddConsequence("the source of a grouping is unknown");
            return null;
        }

        if (argument is not INamedTypeSymbol source || !source.IsComponent())
        {
            problems.Add(
                $"source '{TypeNames.Short(argument)}' is not a component",
                "name a class marked [Spout] or [Bolt]");
            return null;
        }

        if (source.Has(KnownNames.SinkAttribute))
        {
            problems.Add(
                $"'{source.Name}' is a sink: what it writes leads out of the topology",
                $"subscribe to what '{source.Name}' subscribes to, or emit in a [Bolt]");
            return null;
        }

        return source;
    }

    /// <summary>The stream of the source that carries one of the given tuple types; null, with a problem, where it is not one.</summary>
    public static SourceStream? Stream(
        AttributeData attribute, INamedTypeSymbol source, IReadOnlyList<ITypeSymbol> tuples, ProblemCollector problems)
    {
        IReadOnlyList<SourceStream> streams = SourceStream.Of(source);
        string wanted = string.Join("' or '", tuples.Select(TypeNames.Short));
        string? name = attribute.Argument<string?>("Stream", null);
        if (name is not null)
        {
            List<SourceStream> named = streams.Where(s => s.Name == name).ToList();
            if (named.Count == 0)
            {
                problems.Add(
                    $"'{source.Name}' has no stream '{name}'",
                    Suggestion.For(name, streams.Select(static s => s.Name).Distinct().ToList(), "its streams are"));
                return null;
            }

            streams = named;
        }

        List<SourceStream> matching = streams.Where(s => tuples.Contains(s.Tuple, SymbolEqualityComparer.Default)).ToList();
        switch (matching.Count)
        {
            case 1:
                return Check(attribute, source, matching[0], problems);
            case 0 when name is not null:
                problems.Add(
                    $"stream '{name}' of '{source.Name}' does not carry '{wanted}'",
                    $"handle {Suggestion.List(streams.Select(static s => TypeNames.Short(s.Tuple)))}");
                return null;
            case 0:
                problems.Add(
                    $"'{source.Name}' has no output of '{wanted}'",
                    streams.Count == 0
                        ? $"declare one in '{source.Name}'"
                        : $"handle what it emits, {Suggestion.List(streams.Select(static s => TypeNames.Short(s.Tuple)).Distinct())}");
                return null;
            default:
                problems.Add(
                    $"'{source.Name}' has several outputs of '{wanted}'",
                    $"choose one by Stream = {Suggestion.List(matching.Select(static s => s.Name))}");
                return null;
        }
    }

    private static SourceStream? Check(AttributeData attribute, INamedTypeSymbol source, SourceStream stream, ProblemCollector problems)
    {
        bool direct = Kind(attribute) == "Direct";
        if (direct == stream.Direct)
        {
            return stream;
        }

        problems.Add(
            $"stream '{stream.Name}' of '{source.Name}' is {(direct ? "not " : "")}direct",
            direct ? "declare its output with [Output(Direct = true)], or use another grouping" : $"subscribe with [DirectGrouping<{source.Name}>]");
        return null;
    }
}
