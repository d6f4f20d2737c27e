namespace TopoGen.Generators;

/// <summary>
/// Where a type stands: what must be written around its generated part. Immutable, compares by content; holds nothing of
/// Roslyn.
/// </summary>
/// <param name="Namespace">Its namespace, escaped, or empty for the global one.</param>
/// <param name="Declarations">The containing types from the outermost, then the type itself; never empty.</param>
/// <param name="FullName">The type as generated code names it: <c>global::Samples.WordCount.Tally</c>.</param>
/// <param name="Path">Unique in the assembly, for people and for file names: <c>Samples.WordCount.Tally</c>, <c>Samples.Box{T}</c>.</param>
/// <param name="NotPartial">The first of <paramref name="Declarations"/> that lacks <c>partial</c>, or an empty text where a name is still missing: no part may be generated. Else null.</param>
/// <param name="IsFileLocal">Whether the type or one that contains it is local to its file, where no part can be added either.</param>
/// <param name="IsGeneric">Whether the type or one that contains it has type parameters.</param>
internal sealed record TypeShape(
    string Namespace,
    EquatableArray<TypeDeclaration> Declarations,
    string FullName,
    string Path,
    string? NotPartial,
    bool IsFileLocal,
    bool IsGeneric)
{
    /// <summary>Whether a part can be generated.</summary>
    public bool CanAddPart => NotPartial is null && !IsFileLocal;

    /// <summary>The type's own name, escaped where it is a keyword.</summary>
    public string Name => Declarations[Declarations.Count - 1].Name;
}
