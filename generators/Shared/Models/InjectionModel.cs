namespace TopoGen.Generators;

/// <summary>One argument of a component's constructor. Immutable, compares by content.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">For <see cref="InjectionKind.Optional"/>: the expression that stands in for a service that is not registered.</param>
internal sealed record InjectionModel(InjectionKind Kind, TypeRef Type, string Default);
