using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>The methods of a class that are marked <c>[Output]</c>.</summary>
internal sealed class OutputParser(INamedTypeSymbol component, ComponentRole role, ProblemCollector problems)
{
    private readonly List<OutputModel> _outputs = [];
    private readonly List<StreamModel> _streams = [];
    private readonly UniqueNames _names = new();

    public IReadOnlyList<OutputModel> Outputs => _outputs;

    public IReadOnlyList<StreamModel> Streams => _streams;

    /// <summary>Where each of the streams is declared.</summary>
    public List<Location?> StreamLocations { get; } = [];

    /// <summary>The type of a spout's message ids, where one of its outputs takes one.</summary>
    public ITypeSymbol? MessageId { get; private set; }

    private bool IsSpout => role is ComponentRole.Spout or ComponentRole.AsyncSpout;

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
    public void Parse()
    {
        foreach (IMethodSymbol method in Methods(component))
        {
            if (!IsToImplement(method))
            {
                problems.Add(Unfit(method).With(ProblemKeys.Kind, "body"), Spot.Of(method));
            }
            else if (Parameters(method, method.Find(KnownNames.OutputAttribute)!.Argument("Direct", false)) is { } parameters)
            {
                Add(method, parameters);
            }
        }
    }

    private void Add(IMethodSymbol method, OutputParameters parameters)
    {
        AttributeData attribute = method.Find(KnownNames.OutputAttribute)!;
        bool direct = attribute.Argument("Direct", false);
        string name = attribute.Text() is { Length: > 0 } named ? named : KnownNames.DefaultStream;
        TypeRef tuple = TypeRef.Of(parameters.Tuple) with { IsAnnotated = false };
        if (name == KnownNames.ErrorStream)
        {
            problems.Add(
                TG0105.Rule, Spot.Argument(attribute, 0), $"stream '{name}' is that by which the engine reports what fails", $"give the stream of '{method.Name}' another name");
            return;
        }

        int index = _streams.FindIndex(s => s.Name == name && s.Tuple.FullName == tuple.FullName);
        if (index < 0)
        {
            index = _streams.Count;
            string field = "__" + char.ToLowerInvariant(method.Name[0]) + method.Name.Substring(1);
            StreamLocations.Add(Spot.Of(method));
            _streams.Add(new StreamModel(
                name, tuple, direct, _names.Of(field, field + tuple.ShortName.Split('.', '<').First()), HasMessages: false, HasAnchors: false));
        }
        else if (_streams[index].Direct != direct || !SameName(index, method))
        {
            problems.Add(
                TG0105.Rule,
                Spot.Of(method),
                $"stream '{name}' of '{tuple.ShortName}' has several outputs",
                $"give '{method.Name}' a name of its own: [Output(\"name\")]");
            return;
        }

        StreamModel stream = _streams[index];
        _streams[index] = stream with
        {
            HasMessages = stream.HasMessages || parameters.Addition == OutputAddition.MessageId,
            HasAnchors = stream.HasAnchors || parameters.Addition is OutputAddition.Anchor or OutputAddition.Anchors,
        };
        MessageId ??= parameters.MessageId;
        if (parameters.MessageId is { } id && !SymbolEqualityComparer.Default.Equals(id, MessageId))
        {
            problems.Add(
                TG0116.Rule,
                Spot.Of(method),
                $"its outputs name messages by two types, '{TypeNames.Short(MessageId!)}' and '{TypeNames.Short(id)}'",
                "use one type of ids in a spout");
        }

        _outputs.Add(Model(component, method, index, parameters.Arguments));
    }

    /// <summary>Why the generator cannot write its body.</summary>
    private static Problem Unfit(IMethodSymbol method)
    {
        bool isDeclaration = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax { Body: null, ExpressionBody: null };
        return method.IsAbstract
            ? new Problem(TG0109.Rule, $"output '{method.Name}' is abstract, and '{method.ContainingType.Name}' is not", $"declare '{method.Name}' as partial instead")
            : isDeclaration && !method.IsPartialDefinition
            ? new Problem(TG0109.Rule, $"output '{method.Name}' is not partial, so its body cannot be generated", $"declare '{method.Name}' as partial")
            : new Problem(TG0109.Rule, $"output '{method.Name}' has a body of its own", $"declare '{method.Name}' as partial, and remove its body");
    }

    private bool SameName(int stream, IMethodSymbol method)
        => _outputs.Where(o => o.Stream == stream).All(o => o.Signature.Contains(" " + TypeNames.Identifier(method.Name) + "("));

    private static bool IsToImplement(IMethodSymbol method)
        => method.IsAbstract ? !method.ContainingType.IsSealed : IsUnimplemented(method);

    /// <summary>A partial method that no user has given a body.</summary>
    public static bool IsUnimplemented(IMethodSymbol method)
        => method.IsPartialDefinition && (method.PartialImplementationPart is not { } body || GeneratedFiles.Contains(body.Locations[0].SourceTree!));

    private static OutputModel Model(INamedTypeSymbol component, IMethodSymbol method, int stream, string arguments)
    {
        bool isOverride = method.IsAbstract && !SymbolEqualityComparer.Default.Equals(method.ContainingType, component);
        return new OutputModel(
            isOverride ? MethodSignature.Overriding(method) : MethodSignature.Implementing(method), isOverride, stream, arguments);
    }

    private OutputParameters? Parameters(IMethodSymbol method, bool direct)
    {
        string emitted = method.Parameters.Select(static p => p.Type).FirstOrDefault(static t => t.IsStreamTuple()) is { } found ? TypeNames.Short(found) : "T";
        string expected = $"void {method.Name}({(direct ? "int task, " : "")}in {emitted} tuple{(role == ComponentRole.AsyncBolt ? ", Anchor anchor" : "")})";
        ITypeSymbol? tuple = null;
        ITypeSymbol? id = null;
        OutputAddition addition = OutputAddition.None;
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
            else if (tuple is not null && position == (direct ? 2 : 1) && Addition(parameter) is { } taken and not OutputAddition.None)
            {
                addition = taken;
                id = taken == OutputAddition.MessageId ? parameter.Type : null;
                text.Add(id is { IsValueType: false, NullableAnnotation: NullableAnnotation.Annotated } ? name + "!" : name);
            }
            else
            {
                valid = false;
            }

            position++;
        }

        if (!valid || tuple is null)
        {
            problems.Add(
                new Problem(TG0109.Rule, $"output '{method.Name}' has a wrong signature", $"declare it as '{expected}'")
                    .With(ProblemKeys.Kind, "signature")
                    .With(ProblemKeys.Expected, expected),
                Spot.Of(method));
            return null;
        }

        if (!tuple.IsStreamTuple())
        {
            problems.Add(
                TG0109.Rule,
                Spot.TypeOf(method.Parameters.First(p => SymbolEqualityComparer.Default.Equals(p.Type, tuple))),
                $"output '{method.Name}' emits '{TypeNames.Short(tuple)}', which is not a stream tuple",
                "emit a partial record marked [StreamTuple]");
            return null;
        }

        if (tuple.IsRefLikeType && role is ComponentRole.AsyncBolt or ComponentRole.AsyncSpout)
        {
            bool isSpout = role == ComponentRole.AsyncSpout;
            problems.Add(
                TG0111.Rule,
                Spot.Of(method.Parameters.First(static p => p.Type.IsStreamTuple())),
                $"asynchronous {(isSpout ? "spout" : "bolt")} '{component.Name}' emits the view '{TypeNames.Short(tuple)}', and what it emits is held until its call is over, when the bytes are gone",
                isSpout ? "declare 'SpoutStatus Next()', or emit a record" : "make all its handlers synchronous, or emit a record");
            return null;
        }

        TupleFacts.CheckPart(tuple, problems);
        return new OutputParameters(tuple, string.Join(", ", text), addition, id);
    }

    private OutputAddition Addition(IParameterSymbol parameter)
    {
        if (parameter.RefKind is not (RefKind.In or RefKind.None))
        {
            return OutputAddition.None;
        }

        if (TypeNames.Is(parameter.Type, KnownNames.Anchor))
        {
            return IsSpout ? OutputAddition.None : OutputAddition.Anchor;
        }

        if (IsSpout)
        {
            return parameter.Type.IsRefLikeType || parameter.IsParams || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer
                ? OutputAddition.None
                : OutputAddition.MessageId;
        }

        bool isSpan = TypeNames.Is(parameter.Type, Names.ReadOnlySpan)
            && TypeNames.Is(((INamedTypeSymbol)parameter.Type).TypeArguments[0], KnownNames.Anchor);
        return isSpan && role == ComponentRole.Bolt ? OutputAddition.Anchors : OutputAddition.None;
    }
}
