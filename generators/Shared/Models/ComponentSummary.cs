namespace TopoGen.Generators;

/// <summary>A component as its topology sees it. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="Name">The name of its class, unescaped.</param>
/// <param name="FullName">As generated code names it; identifies it.</param>
/// <param name="Topology">The <see cref="TypeShape.FullName"/> of the topology class that contains it, or null.</param>
/// <param name="IsSpout">Else it is a bolt.</param>
/// <param name="IsKeyed">Whether key groups bound its parallelism.</param>
/// <param name="ReadsErrors">Whether it subscribes to the error stream.</param>
/// <param name="HasPart">Whether a part of it is generated: without one its definition cannot be named.</param>
/// <param name="IsBroken">Whether it has a problem: then what it subscribes to and emits is not known.</param>
/// <param name="IsExternal">Whether it is of another project: then only its public handlers are known.</param>
/// <param name="Conditions">What only some topologies mind.</param>
/// <param name="Edges">What it subscribes to.</param>
/// <param name="Streams">What others can subscribe to.</param>
internal sealed record ComponentSummary(
    string Name,
    string FullName,
    string? Topology,
    bool IsSpout,
    int Parallelism,
    bool IsKeyed,
    bool ReadsErrors,
    bool HasPart,
    bool IsBroken,
    bool IsExternal,
    EquatableArray<ConditionalProblem> Conditions,
    EquatableArray<EdgeModel> Edges,
    EquatableArray<StreamSummary> Streams);
