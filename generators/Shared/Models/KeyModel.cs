namespace TopoGen.Generators;

/// <summary>The key of a tuple type under some fields. Immutable, compares by content.</summary>
/// <param name="Selector">The name of the generated struct.</param>
internal sealed record KeyModel(string Selector, TypeRef Tuple, EquatableArray<KeyFieldModel> Fields)
{
    /// <summary>The key's type: the field's, or a tuple of several.</summary>
    public string Type => Fields.Count == 1
        ? Fields[0].Type.Annotated
        : "(" + string.Join(", ", Fields.Select(static f => f.Type.Annotated)) + ")";

    /// <summary>Whether it has spans, so that it is compared with the tuple as it is, and copied only to be kept.</summary>
    public bool IsOfView => Fields.Any(static f => f.IsSpan);

    /// <summary>The same without nullable annotations, to compare the keys of two handlers.</summary>
    public string Identity => string.Join(", ", Fields.Select(static f => f.Type.FullName));

    /// <summary>The codec by which checkpoints keep it: that of the field, or of several the selector itself.</summary>
    public string Codec => Fields.Count == 1 ? Fields[0].Encoding.Codec : Selector;

    /// <summary>Its type in the text of a layout.</summary>
    public string Schema => Fields.Count == 1
        ? Fields[0].Encoding.Schema
        : "(" + string.Join(", ", Fields.Select(static f => f.Encoding.Schema)) + ")";
}
