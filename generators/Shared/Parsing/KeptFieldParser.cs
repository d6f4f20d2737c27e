using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The fields of a component that are marked <c>[State]</c> or <c>[Position]</c>, inherited ones too.</summary>
internal sealed class KeptFieldParser(INamedTypeSymbol component, ProblemCollector problems)
{
    private readonly List<StateModel> _states = [];
    private readonly List<KeptFieldModel> _fields = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<StateModel> States => _states;

    /// <summary>Why some of them cannot be written, for topologies that keep checkpoints.</summary>
    public List<Finding> Unkept { get; } = [];

    /// <summary>Where they are declared, the last of each name.</summary>
    public Dictionary<string, Location?> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that have an encoding, by name.</summary>
    public IEnumerable<KeptFieldModel> Fields => _fields.OrderBy(static f => f.Name, StringComparer.Ordinal);

    public void Parse()
    {
        foreach (ISymbol member in component.BaseFirst().SelectMany(static t => t.GetMembers()))
        {
            AttributeData? attribute = member.Find(KnownNames.StateAttribute);
            switch (member)
            {
                case IFieldSymbol field when attribute is not null || field.Has(KnownNames.PositionAttribute):
                    Parse(field, attribute);
                    break;
                case IPropertySymbol when attribute is not null:
                    problems.Add(TG0403.Rule, Spot.Of(member), $"property '{member.Name}' is marked [State], which a component has on fields", "mark a field, or write [field: State]");
                    break;
            }
        }
    }

    private void Parse(IFieldSymbol field, AttributeData? attribute)
    {
        // An automatic property's field is reached by the property.
        ISymbol member = field.AssociatedSymbol ?? field;
        string name = StateNames.Of(attribute, member.Name);
        if (Unfit(field, member) is { } unfit)
        {
            // What is wrong with a position is said once.
            problems.Add(attribute is null ? unfit with { Rule = null } : unfit, Spot.Of(member));
            return;
        }

        if (attribute?.Argument<string?>("TimeToLive", null) is not null)
        {
            problems.Add(TG0405.Rule, Spot.Argument(attribute, "TimeToLive"), $"state '{member.Name}' has a TimeToLive, and only the keys of a [State] ref parameter are forgotten", "remove it");
        }

        TupleFieldType? type = TupleTypeParser.Parse(field.Type, CodecForm.State, member.Name, out Problem? problem);
        Places[name] = Spot.Of(member);
        if (problem is not null)
        {
            Unkept.Add(new Finding(StateParser.Unkept(name, problem), Spot.TypeOf(member)));
        }

        LayoutModel? layout = type is null ? null : new LayoutModel(type.Schema, type.Tuples);
        _states.Add(new StateModel(name, null, TypeNames.Short(field.Type), layout, problem));
        if (type is not null)
        {
            _fields.Add(new KeptFieldModel(TypeNames.Identifier(member.Name), name, StateNames.Id(name), type));
        }
    }

    private Problem? Unfit(IFieldSymbol field, ISymbol member)
        => field.IsStatic || field.IsConst
            ? new Problem(TG0403.Rule, $"state '{member.Name}' is static", "make it an instance field: each task has its own")
            : member is IPropertySymbol { SetMethod: null or { IsInitOnly: true } }
            ? new Problem(TG0403.Rule, $"state '{member.Name}' cannot be set again when it is restored", "give it a set accessor")
            : member is IFieldSymbol { IsReadOnly: true }
            ? new Problem(TG0403.Rule, $"state '{member.Name}' is read-only and cannot be set again when it is restored", "remove 'readonly'")
            : field.Type.IsRefLikeType
            ? new Problem(TG0403.Rule, $"state '{member.Name}' is of type '{TypeNames.Short(field.Type)}', which no class can keep", "keep a copy: byte[] for a span of bytes, a record for a view")
            : !component.CanReach(member)
            ? new Problem(TG0403.Rule, $"state '{member.Name}' of '{member.ContainingType.Name}' cannot be reached from '{component.Name}'", "declare it 'protected'")
            : null;
}
