namespace TopoGen.Generators;

/// <summary>The variables that hold a field between reading it and making the value.</summary>
/// <param name="Field">The field.</param>
/// <param name="Member">The member, as code names it.</param>
/// <param name="Name">The variable with the field's value.</param>
/// <param name="Has">The one that says whether it was there; empty where nobody asks.</param>
internal sealed record StateLocal(StateFieldModel Field, string Member, string Name, string Has)
{
    public static List<StateLocal> Of(List<StateFieldModel> fields)
    {
        IReadOnlyList<string> names = CodecEmitter.LocalNames(
            [.. fields.Select(static f => f.Name), .. fields.Select(static f => "has" + f.Name)], "reader", "value", "origin", "id", "field");
        return fields.Select((field, i) => new StateLocal(
            field,
            TypeNames.Escape(field.Name),
            names[i],
            field.Kind is StateFieldKind.Assigned or StateFieldKind.Initialized ? names[fields.Count + i] : "")).ToList();
    }
}
