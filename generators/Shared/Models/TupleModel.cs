namespace TopoGen.Generators;

/// <summary>A stream tuple. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="Shape">Where its generated part goes.</param>
/// <param name="IsClass">Whether instances are references.</param>
/// <param name="IsView">Whether it is a ref struct, whose instances refer to bytes that lie elsewhere: then it cannot be kept.</param>
/// <param name="HasText">Whether it says itself what its text is, as records need not.</param>
/// <param name="TakesPart">Whether another file can add to the type: not where it is static or local to its file.</param>
/// <param name="Fields">In the order of the encoding: first the parameters of the primary constructor. Empty where there is a problem.</param>
/// <param name="StateFields">The same members as checkpoints keep them; none of a view.</param>
/// <param name="Problem">Why it has no codec, or null. It then gets one that throws, so that streams of it still compile.</param>
internal sealed record TupleModel(
    TypeShape Shape,
    bool IsClass,
    bool IsView,
    bool HasText,
    bool TakesPart,
    EquatableArray<TupleField> Fields,
    EquatableArray<StateFieldModel> StateFields,
    Problem? Problem)
{
    public StateRecordModel Record => new(Shape, IsClass, TakesPart, StateFields, Problem);
}
