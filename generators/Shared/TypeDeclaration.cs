namespace TopoGen.Generators;

/// <summary>One type declaration on the way to a type, as a further part of it is written. Immutable, compares by content.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="TypeParameters"><c>&lt;T, U&gt;</c>, or empty.</param>
internal sealed record TypeDeclaration(string Keyword, string Name, string TypeParameters);
