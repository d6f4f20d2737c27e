using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What makes a bolt a sink: the class that its attribute names, and the one output that writes its commands.</summary>
internal static class SinkParser
{
    /// <returns>Null where the class is no sink, or there is a problem.</returns>
    public static SinkModel? Parse(INamedTypeSymbol type, IReadOnlyList<StreamModel> streams, ProblemCollector problems)
    {
        if (type.Find(KnownNames.SinkAttribute) is not { } attribute || (problems.First is not null && streams.Count == 0 && OutputParser.Methods(type).Count > 0))
        {
            return null;
        }

        Location? at = Spot.TypeArgument(attribute, 0);

        if (streams is not [{ Direct: false } stream])
        {
            problems.Add(
                TG0117.Rule,
                streams.Count > 0 && OutputParser.Methods(type).LastOrDefault() is { } last ? Spot.Of(last) : null,
                streams.Count == 0 ? "a sink needs an output that writes its commands"
                    : streams.Count > 1 ? $"a sink has one output, and it has {streams.Count}"
                    : "the output of a sink cannot be direct",
                $"declare one '[Output] private partial void Write(in {CommandName(attribute)} command);'");
            return null;
        }

        if (stream.Tuple.IsView)
        {
            problems.Add(
                TG0117.Rule,
                OutputParser.Methods(type).FirstOrDefault() is { } output ? Spot.Of(output) : null,
                $"it writes the view '{stream.Tuple.ShortName}', and commands are applied when the bytes are gone",
                "write a record");
            return null;
        }

        if (attribute.AttributeClass is not { TypeArguments: [INamedTypeSymbol { TypeKind: not TypeKind.Error } sink] })
        {
            problems.AddConsequence("the class that applies the commands is unknown");
            return null;
        }

        if (sink.IsAbstract || sink.TypeKind != TypeKind.Class)
        {
            problems.Add(TG0117.Rule, at, $"'{TypeNames.Short(sink)}' cannot be created", "name a class that is not abstract");
            return null;
        }

        List<string> applied = Commands(sink).Select(TypeNames.Of).ToList();
        if (!applied.Contains(stream.Tuple.FullName))
        {
            problems.Add(
                TG0117.Rule,
                at,
                applied.Count == 0
                    ? $"'{TypeNames.Short(sink)}' is no sink"
                    : $"'{TypeNames.Short(sink)}' applies {Suggestion.List(Commands(sink).Select(TypeNames.Short))}, and the output writes '{stream.Tuple.ShortName}'",
                applied.Count == 0
                    ? $"implement 'ISink<{stream.Tuple.ShortName}>', or name a class that does"
                    : $"write what it applies, or name a class that implements 'ISink<{stream.Tuple.ShortName}>'");
            return null;
        }

        return new SinkModel(TypeRef.Of(sink), stream.Tuple, ConstructorParser.Parse(sink, at, problems).ToEquatableArray(), attribute.Argument("Immediate", false));
    }

    private static string CommandName(AttributeData attribute)
        => attribute.AttributeClass is { TypeArguments: [INamedTypeSymbol sink] } && Commands(sink).FirstOrDefault() is { } command ? TypeNames.Short(command) : "T";

    private static IEnumerable<ITypeSymbol> Commands(INamedTypeSymbol sink)
        => sink.AllInterfaces.Where(static i => TypeNames.Is(i, KnownNames.Sink)).Select(static i => i.TypeArguments[0]);
}
