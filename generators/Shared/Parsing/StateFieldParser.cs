using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Members of a record to <see cref="StateFieldModel"/>.</summary>
internal static class StateFieldParser
{
    /// <param name="members">What it stores.</param>
    /// <param name="fields">Filled with as many of them as have no problem.</param>
    /// <param name="problems">Filled with what is wrong with the others.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Parse(IEnumerable<TupleMember> members, List<StateFieldModel> fields, ProblemCollector problems, CancellationToken cancellation)
    {
        var places = new List<Location?>();
        foreach (TupleMember member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Name.Length == 0)
            {
                problems.Add(Problem.Consequence("a field has no name", "complete it"), null);
            }
            else if (member.Problem is { } unfit)
            {
                problems.Add(unfit with { Rule = unfit.Rule is null ? null : TG0403.Rule }, Spot.Of(member.Symbol));
            }
            else if (TupleTypeParser.Parse(member.Type, CodecForm.State, member.Name, out Problem? problem) is not { } type)
            {
                problems.Add(problem!, Spot.TypeOf(member.Symbol));
            }
            else if (Identity(member) is var identity && !identity.All(static c => char.IsLetterOrDigit(c) || c == '_'))
            {
                problems.Add(
                    TG0405.Rule, Spot.Argument(Attribute(member)!, 0), $"'{identity}' is no name for a field in checkpoints", "use letters, digits and '_'");
            }
            else
            {
                places.Add(Spot.Of(member.Symbol));
                fields.Add(new StateFieldModel(
                    member.Name,
                    identity,
                    StateNames.Id(identity),
                    Kind(member),
                    type,
                    member.Symbol is IParameterSymbol parameter ? ConstantFormatter.Default(parameter) : "default"));
            }
        }

        if (StateNames.Check(fields.Select(static f => f.Identity).ToList(), out int index) is { } clash)
        {
            problems.Add(clash, places[index]);
        }
    }

    private static string Identity(TupleMember member) => Attribute(member)?.Text() is { Length: > 0 } renamed ? renamed : member.Name;

    /// <summary>A parameter of a record may be renamed itself, or the property that is made of it.</summary>
    private static AttributeData? Attribute(TupleMember member)
        => member.Symbol.Find(KnownNames.StateAttribute)
            ?? (member.Symbol is IParameterSymbol { ContainingSymbol.ContainingType: { } record }
                ? record.GetMembers(member.Name).Select(static m => m.Find(KnownNames.StateAttribute)).FirstOrDefault(static a => a is not null)
                : null);

    private static StateFieldKind Kind(TupleMember member) => member.Symbol switch
    {
        IParameterSymbol => StateFieldKind.Parameter,
        IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } => StateFieldKind.Required,
        IPropertySymbol { SetMethod.IsInitOnly: true } => StateFieldKind.Initialized,
        _ => StateFieldKind.Assigned,
    };
}
