using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>A member of a tuple that holds data, during parsing only.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Symbol">The parameter, property or field itself.</param>
/// <param name="IsParameter">Whether the primary constructor sets it.</param>
/// <param name="Problem">Why it cannot be encoded or rebuilt whatever its type, or null.</param>
internal readonly record struct TupleMember(string Name, ITypeSymbol Type, ISymbol Symbol, bool IsParameter, Problem? Problem);
