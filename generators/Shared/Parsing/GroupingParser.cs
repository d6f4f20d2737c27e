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

    /// <summary>The groupings on a method or on what it overrides.</summary>
    public static IReadOnlyList<AttributeData> OfHandler(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            if (Of(current) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>How pictures call a kind of grouping.</summary>
    public static string Label(string kind) => kind switch
    {
        "LocalOrShuffle" => "local or shuffle",
        "PartialKey" => "partial key",
        _ => kind.ToLowerInvariant(),
    };

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
                TG0201.Rule,
                Spot.TypeArgument(attribute, 0),
                $"source '{TypeNames.Short(argument)}' is not a component",
                "name a class marked [Spout] or [Bolt]");
            return null;
        }

        if (source.Has(KnownNames.SinkAttribute))
        {
            problems.Add(
                TG0201.Rule,
                Spot.TypeArgument(attribute, 0),
                $"'{source.Name}' is a sink: what it writes leads out of the topology",
                $"subscribe to what '{source.Name}' subscribes to, or emit in a [Bolt]");
            return null;
        }

        return source;
    }

    /// <summary>The stream of the source that carries one of the given tuple types; null, with a problem, where it is not one.</summary>
    /// <param name="attribute">The grouping.</param>
    /// <param name="source">The emitting component.</param>
    /// <param name="tuples">What the handlers take that may be meant.</param>
    /// <param name="at">Where a handler says what it takes.</param>
    /// <param name="problems">Where problems go.</param>
    public static SourceStream? Stream(
        AttributeData attribute, INamedTypeSymbol source, IReadOnlyList<ITypeSymbol> tuples, Location? at, ProblemCollector problems)
    {
        IReadOnlyList<SourceStream> streams = SourceStream.Of(source);
        string wanted = string.Join("' or '", tuples.Select(TypeNames.Short));
        string? name = attribute.Argument<string?>("Stream", null);
        if (name is not null)
        {
            List<SourceStream> named = streams.Where(s => s.Name == name).ToList();
            if (named.Count == 0)
            {
                List<string> names = streams.Select(static s => s.Name).Distinct().ToList();
                problems.Add(
                    new Problem(TG0201.Rule, $"'{source.Name}' has no stream '{name}'", Suggestion.For(name, names, "its streams are"))
                        .With(ProblemKeys.Suggestion, Suggestion.Nearest(name, names))
                        .With(ProblemKeys.Names, string.Join(",", names)),
                    Spot.Argument(attribute, "Stream"));
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
                    WrongType(streams, $"stream '{name}' of '{source.Name}' does not carry '{wanted}'", "handle"), at ?? Spot.Of(attribute));
                return null;
            case 0 when streams.Count == 0:
                problems.Add(
                    TG0201.Rule, Spot.TypeArgument(attribute, 0), $"'{source.Name}' has no output of '{wanted}'", $"declare one in '{source.Name}'");
                return null;
            case 0:
                problems.Add(WrongType(streams, $"'{source.Name}' has no output of '{wanted}'", "handle what it emits,"), at ?? Spot.Of(attribute));
                return null;
            default:
                problems.Add(
                    new Problem(
                        TG0210.Rule,
                        $"'{source.Name}' has several outputs of '{wanted}'",
                        $"choose one by Stream = {Suggestion.List(matching.Select(static s => s.Name))}")
                        .With(ProblemKeys.Names, string.Join(",", matching.Select(static s => s.Name))),
                    Spot.Of(attribute));
                return null;
        }
    }

    private static Problem WrongType(IReadOnlyList<SourceStream> streams, string reason, string advice)
    {
        List<ITypeSymbol> types = streams.Select(static s => s.Tuple).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default).ToList();
        return new Problem(TG0202.Rule, reason, $"{advice} {Suggestion.List(types.Select(TypeNames.Short))}")
            .With(ProblemKeys.Type, types.Count == 1 ? TypeNames.Of(types[0]) : null);
    }

    private static SourceStream? Check(AttributeData attribute, INamedTypeSymbol source, SourceStream stream, ProblemCollector problems)
    {
        bool direct = Kind(attribute) == "Direct";
        if (direct == stream.Direct)
        {
            return stream;
        }

        problems.Add(
            TG0211.Rule,
            Spot.Of(attribute),
            $"stream '{stream.Name}' of '{source.Name}' is {(direct ? "not " : "")}direct",
            direct ? "declare its output with [Output(Direct = true)], or use another grouping" : $"subscribe with [DirectGrouping<{source.Name}>]");
        return null;
    }
}
