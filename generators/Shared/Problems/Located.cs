namespace TopoGen.Generators;

/// <summary>What a transform returns: the model, and beside it the position that the model must not hold.</summary>
internal sealed record Located<T>(T Model, DeclarationLocation Location)
    where T : class, IEquatable<T>;
