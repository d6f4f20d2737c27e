using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Per-key states, collected from the parameters of handlers; and what walks them.</summary>
internal sealed class StateParser(ProblemCollector problems)
{
    private readonly List<(TableModel Model, ITypeSymbol Value, string Identity)> _tables = [];
    private readonly UniqueNames _members = new();

    /// <summary>Why some of them cannot be written, for topologies that keep checkpoints.</summary>
    public List<Finding> UnkeptTables { get; } = [];

    /// <summary>Whether a state that was asked for could not be made.</summary>
    private bool IsIncomplete { get; set; }

    public IEnumerable<TableModel> Tables => _tables.Select(static t => t.Model);

    /// <summary>The table of a handler's <c>[State] ref</c> parameter; made when first asked for.</summary>
    public TableModel? Table(IParameterSymbol parameter, KeyModel key)
    {
        TableModel? table = Find(parameter, key);
        IsIncomplete |= table is null;
        return table;
    }

    /// <summary>What topologies say that keep checkpoints.</summary>
    public static Problem Unkept(string state, Problem problem)
        => problem with { Reason = $"state '{state}' cannot be part of a checkpoint: {problem.Reason}" };

    private TableModel? Find(IParameterSymbol parameter, KeyModel key)
    {
        AttributeData? attribute = parameter.Find(KnownNames.StateAttribute);
        string name = StateNames.Of(attribute, parameter.Name);
        long timeToLive = TimeToLive.Parse(attribute, name, problems);
        int known = _tables.FindIndex(t => t.Model.Name == name);
        if (known >= 0)
        {
            (TableModel model, ITypeSymbol value, string identity) = _tables[known];
            if (identity != key.Identity || !SymbolEqualityComparer.Default.Equals(value, parameter.Type))
            {
                problems.Add(
                    TG0405.Rule,
                    Spot.Of(parameter),
                    $"state '{name}' is declared with two types, '{model.Value.ShortName}' by '{model.Key}' and '{TypeNames.Short(parameter.Type)}' by '{key.Type}'",
                    "use equal types, or give one of them a name of its own: [State(\"name\")]");
                return null;
            }

            if (timeToLive != 0 && model.TimeToLive != 0 && timeToLive != model.TimeToLive)
            {
                problems.Add(
                    TG0405.Rule,
                    Spot.Argument(attribute!, "TimeToLive"),
                    $"state '{name}' is declared with two values of TimeToLive", "use one of them, or give one state a name of its own: [State(\"name\")]");
            }

            model = model with { TimeToLive = Math.Max(timeToLive, model.TimeToLive) };
            _tables[known] = (model, value, identity);
            return model;
        }

        bool constructed = false;
        if (parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated })
        {
            constructed = true;
            bool canCreate = parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type
                && type.InstanceConstructors.Any(static c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public);
            if (!canCreate)
            {
                problems.Add(
                    TG0403.Rule,
                    Spot.TypeOf(parameter),
                    $"state '{name}' starts as a new '{TypeNames.Short(parameter.Type)}', which has no public constructor without parameters",
                    $"declare it as '{TypeNames.Short(parameter.Type)}?', which starts as null");
                return null;
            }
        }

        TupleFieldType? encoding = TupleTypeParser.Parse(parameter.Type, CodecForm.State, name, out Problem? problem);
        if (problem is not null)
        {
            UnkeptTables.Add(new Finding(Unkept(name, problem), Spot.TypeOf(parameter)));
        }

        var table = new TableModel(
            name,
            _members.Of(Member(name) + "State"),
            key.Type,
            TypeRef.Of(parameter.Type),
            constructed,
            key.Selector,
            key.Codec,
            encoding?.Codec,
            encoding is null ? null : new LayoutModel($"{encoding.Schema} by {key.Schema}", encoding.Tuples),
            problem,
            timeToLive);
        _tables.Add((table, parameter.Type, key.Identity));
        return table;
    }

    /// <summary>The table that a <c>KeyedState</c> parameter of a hook walks.</summary>
    public TableModel? Walked(IMethodSymbol method, IParameterSymbol parameter)
    {
        var type = (INamedTypeSymbol)parameter.Type;
        string key = type.TypeArguments[0] is INamedTypeSymbol { IsTupleType: true } several
            ? string.Join(", ", several.TupleElements.Select(static e => TypeNames.Of(e.Type)))
            : TypeNames.Of(type.TypeArguments[0]);
        List<TableModel> candidates = _tables
            .Where(t => t.Identity == key && SymbolEqualityComparer.Default.Equals(t.Value, type.TypeArguments[1]))
            .Select(static t => t.Model)
            .ToList();
        AttributeData? attribute = parameter.Find(KnownNames.StateAttribute);
        string name = StateNames.Of(attribute, parameter.Name);
        if (attribute?.Argument<string?>("TimeToLive", null) is not null)
        {
            problems.Add(
                TG0405.Rule, Spot.Argument(attribute, "TimeToLive"), $"'{parameter.Name}' of '{method.Name}' has a TimeToLive", "give it to the [State] ref parameter of the handler");
        }

        TableModel? found = candidates.Find(t => t.Name == name)
            ?? (candidates.Count == 1 && attribute?.Text() is null ? candidates[0] : null);
        if (found is null && (IsIncomplete || problems.First is not null))
        {
            problems.AddConsequence($"the state that '{parameter.Name}' of '{method.Name}' walks cannot be kept");
        }
        else if (found is null)
        {
            string states = string.Join(", ", _tables.Select(static t => $"'{t.Model.Name}' ({t.Model.Value.ShortName} by {t.Model.Key})"));
            problems.Add(
                TG0119.Rule,
                Spot.Of(parameter),
                $"'{parameter.Name}' of '{method.Name}' matches no per-key state",
                states.Length == 0 ? "declare a [State] ref parameter in a handler" : $"use the name and types of one of {states}");
        }

        return found;
    }

    private static string Member(string name)
    {
        string letters = new(name.Where(static c => char.IsLetterOrDigit(c) || c == '_').ToArray());
        return letters.Length == 0 || char.IsDigit(letters[0])
            ? "State" + letters
            : char.ToUpperInvariant(letters[0]) + letters.Substring(1);
    }
}
