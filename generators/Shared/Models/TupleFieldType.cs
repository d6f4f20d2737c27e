namespace TopoGen.Generators;

/// <summary>How a type is encoded. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="Type">Qualified, for type arguments.</param>
/// <param name="Codec">The codec of the runtime, qualified by the alias that files with codecs declare.</param>
/// <param name="Schema">The type in the text that the schema hash is made of: no aliases, no assembly names, no annotations.</param>
/// <param name="FixedSize">Bytes in the fixed block of the tuple.</param>
/// <param name="HasPayload">Whether bytes can follow the block.</param>
/// <param name="Tuples">The stream tuples in it, qualified, in order of mention.</param>
/// <param name="IsTupleStruct">Whether it is itself a stream tuple by value: then its smallest size is for its own codec to say.</param>
internal sealed record TupleFieldType(
    string Type, string Codec, string Schema, int FixedSize, bool HasPayload, EquatableArray<string> Tuples, bool IsTupleStruct = false);
