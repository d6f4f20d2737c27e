namespace TopoGen.Generators;

/// <summary>Where the commands of a sink go. Immutable, compares by content.</summary>
/// <param name="Type">The class that applies them.</param>
/// <param name="Command">The tuple type of its commands.</param>
/// <param name="Constructor">The arguments of the class's constructor.</param>
/// <param name="IsImmediate">Whether its commands do not wait for their epoch.</param>
internal sealed record SinkModel(TypeRef Type, TypeRef Command, EquatableArray<InjectionModel> Constructor, bool IsImmediate);
