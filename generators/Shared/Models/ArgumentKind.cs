namespace TopoGen.Generators;

/// <summary>What a handler's parameter receives.</summary>
internal enum ArgumentKind
{
    TupleByReference,
    TupleByValue,
    State,
    Anchor,
    Cancellation,
}
