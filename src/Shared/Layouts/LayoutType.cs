using System.Collections.Immutable;

namespace TopoGen.Layouts;

/// <summary>A type in the text of a layout.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Encoding">
/// What decides over its bytes: the name of a record, number or text; of an enum that of its number, and one name for arrays and lists.
/// </param>
/// <param name="Arguments">The types in it.</param>
internal sealed record LayoutType(string Text, string Encoding, ImmutableArray<LayoutType> Arguments);
