namespace TopoGen.Generators;

/// <summary>Which token of a declaration is meant.</summary>
internal enum PlaceKind
{
    /// <summary>The identifier.</summary>
    Name,

    /// <summary>The value of <c>Parallelism</c>.</summary>
    Parallelism,

    /// <summary>The grouping attribute of a subscription, by the index of the edge.</summary>
    Edge,

    /// <summary>The output of a stream, by the index of the stream.</summary>
    Stream,

    /// <summary>What only some topologies mind, by its index.</summary>
    Conditional,

    /// <summary>The name that a topology's attribute gives.</summary>
    Title,

    /// <summary>What a topology includes, by its index.</summary>
    Include,
}
