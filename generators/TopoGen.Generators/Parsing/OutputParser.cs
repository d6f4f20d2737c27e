using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The methods of a class that are marked <c>[Output]</c>.</summary>
internal static class OutputParser
{
    /// <summary>
    /// Every output the class has to have implemented: its own partial methods and abstract ones of its bases, with the bases'
    /// type parameters filled in. In the order of streams, then names.
    /// </summary>
    public static IReadOnlyList<IMethodSymbol> Methods(INamedTypeSymbol component)
        => component.AllMethods()
            .Where(static method => !method.IsOverride && method.Has(KnownNames.OutputAttribute))
            .OrderBy(static method => method.Find(KnownNames.OutputAttribute)!.Text() ?? "", StringComparer.Ordinal)
            .ThenBy(static method => method.ToDisplayString(), StringComparer.Ordinal)
            .ToList();

    /// <summary>What must be implemented whatever is wrong with the component, so that the compiler does not stop at it.</summary>
    public static IReadOnlyList<OutputModel> Stubs(INamedTypeSymbol component)
        => Methods(component).Where(IsToImplement).Select(method => Model(component, method, -1, "")).ToList();

    /// <summary>Checks the outputs and groups them into streams.</summary>
    public static (IReadOnlyList<OutputModel> Outputs, IReadOnlyList<StreamModel> Streams) Parse(
        INamedTypeSymbol component, ComponentRole role, ProblemCollector problems)
    {
        var outputs = new List<OutputModel>();
        var streams = new List<StreamModel>();
        var names = new UniqueNames();
        foreach (IMethodSymbol method in Methods(component))
        {
            if (!IsToImplement(method))
            {
                problems.Add(
                    $"output '{method.Name}' has a body of its own",
                    $"declare it as 'partial {method.ReturnType.ToDisplayString()} {method.Name}(...)' without a body");
                continue;
            }

            AttributeData attribute = method.Find(KnownNames.OutputAttribute)!;
            bool direct = attribute.Argument("Direct", false);
            if (Arguments(method, role, direct, problems) is not { } parsed)
            {
                continue;
            }

            string stream = attribute.Text() is { Length: > 0 } named ? named : KnownNames.DefaultStream;
            TypeRef tuple = TypeRef.Of(parsed.Tuple) with { IsAnnotated = false };
            int index = streams.FindIndex(s => s.Name == stream && s.Tuple.FullName == tuple.FullName);
            if (index < 0)
            {
                index = streams.Count;
                string field = "__" + char.ToLowerInvariant(method.Name[0]) + method.Name.Substring(1);
                streams.Add(new StreamModel(stream, tuple, direct, names.Of(field, field + tuple.ShortName.Split('.', '<').First())));
            }
            else if (streams[index].Direct != direct || !SameName(component, outputs, index, method))
            {
                problems.Add(
                    $"stream '{stream}' of '{tuple.ShortName}' has several outputs",
                    $"give '{method.Name}' a name of its own: [Output(\"name\")]");
                continue;
            }

            outputs.Add(Model(component, method, index, parsed.Text));
        }

        return (outputs, streams);
    }

    private static bool SameName(INamedTypeSymbol component, List<OutputModel> outputs, int stream, IMethodSymbol method)
        => outputs.Where(o => o.Stream == stream).All(o => o.Signature.Contains(" " + TypeNames.Identifier(method.Name) + "("));

    private static bool IsToImplement(IMethodSymbol method)
        => method.IsAbstract ? !method.ContainingType.IsSealed : method is { IsPartialDefinition: true, PartialImplementationPart: null };

    private static OutputModel Model(INamedTypeSymbol component, IMethodSymbol method, int stream, string arguments)
    {
        bool isOverride = method.IsAbstract && !SymbolEqualityComparer.Default.Equals(method.ContainingType, component);
        return new OutputModel(
            isOverride ? MethodSignature.Overriding(method) : MethodSignature.Implementing(method), isOverride, stream, arguments);
    }

    private static (ITypeSymbol Tuple, string Text)? Arguments(
        IMethodSymbol method, ComponentRole role, bool direct, ProblemCollector problems)
    {
        bool takesAnchor = role == ComponentRole.AsyncBolt;
        string expected = $"void {method.Name}({(direct ? "int task, " : "")}in T tuple{(takesAnchor ? ", Anchor anchor" : "")})";
        ITypeSymbol? tuple = null;
        var text = new List<string>();
        bool valid = method is { ReturnsVoid: true, IsGenericMethod: false, IsStatic: false };
        int position = 0;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            string name = TypeNames.Identifier(parameter.Name);
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence($"the type of parameter '{parameter.Name}' of '{method.Name}' is unknown");
                return null;
            }

            if (direct && position == 0 && parameter is { Type.SpecialType: SpecialType.System_Int32, RefKind: RefKind.None })
            {
                text.Add(name);
            }
            else if (tuple is null && position == (direct ? 1 : 0)
                && parameter.RefKind is RefKind.In or RefKind.None or RefKind.RefReadOnlyParameter && !parameter.IsParams)
            {
                tuple = parameter.Type;
                text.Add("in " + name);
            }
            else if (tuple is not null && position == (direct ? 2 : 1) && takesAnchor
                && TypeNames.Is(parameter.Type, KnownNames.Anchor) && parameter.RefKind is RefKind.In or RefKind.None)
            {
                text.Add(name);
            }
            else
            {
                valid = false;
            }

            position++;
        }

        if (!valid || tuple is null)
        {
            problems.Add($"output '{method.Name}' has a wrong signature", $"declare it as '{expected}'");
            return null;
        }

        if (!tuple.IsStreamTuple())
        {
            problems.Add(
                $"output '{method.Name}' emits '{TypeNames.Short(tuple)}', which is not a stream tuple",
                "emit a partial record marked [StreamTuple]");
            return null;
        }

        TupleFacts.CheckPart(tuple, problems);
        return (tuple, string.Join(", ", text));
    }
}
