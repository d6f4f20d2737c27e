namespace TopoGen.Generators;

/// <summary>What a value is encoded for.</summary>
internal enum CodecForm
{
    /// <summary>To travel: between programs with the same schema hash.</summary>
    Tuple,

    /// <summary>To be kept: records are written with ids and lengths of their fields, so that other versions can read them.</summary>
    State,
}
