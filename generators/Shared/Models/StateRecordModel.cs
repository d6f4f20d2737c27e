namespace TopoGen.Generators;

/// <summary>A type that checkpoints keep with its fields: a stream tuple, or one marked <c>[State]</c>. Immutable, compares by content.</summary>
/// <param name="Shape">Where its generated part goes.</param>
/// <param name="IsClass">Whether instances are references.</param>
/// <param name="TakesPart">Whether another file can add to the type.</param>
/// <param name="Fields">In the order of the members. Empty where there is a problem.</param>
/// <param name="Problem">Why it has no codec, or null. It then gets one that throws, so that what mentions it still compiles.</param>
internal sealed record StateRecordModel(
    TypeShape Shape, bool IsClass, bool TakesPart, EquatableArray<StateFieldModel> Fields, Problem? Problem);
