using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Members of a record to <see cref="StateFieldModel"/>.</summary>
internal static class StateFieldParser
{
    /// <param name="members">What it stores.</param>
    /// <param name="fields">Filled with as many of them as have no problem.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The first problem, or null.</returns>
    public static Problem? Parse(IEnumerable<TupleMember> members, List<StateFieldModel> fields, CancellationToken cancellation)
    {
        foreach (TupleMember member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Name.Length == 0)
            {
                return new Problem("a field has no name", "complete it", IsConsequence: true);
            }

            if (member.Problem is not null)
            {
                return member.Problem;
            }

            if (TupleTypeParser.Parse(member.Type, CodecForm.State, member.Name, out Problem? problem) is not { } type)
            {
                return problem;
            }

            string identity = Attribute(member)?.Text() is { Length: > 0 } renamed ? renamed : member.Name;
            if (!identity.All(static c => char.IsLetterOrDigit(c) || c == '_'))
            {
                return new Problem($"'{identity}' is no name for a field in checkpoints", "use letters, digits and '_'");
            }

            fields.Add(new StateFieldModel(
                member.Name,
                identity,
                StateNames.Id(identity),
                Kind(member),
                type,
                member.Symbol is IParameterSymbol parameter ? ConstantFormatter.Default(parameter) : "default"));
        }

        return StateNames.Check(fields.Select(static f => f.Identity).ToList());
    }

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
