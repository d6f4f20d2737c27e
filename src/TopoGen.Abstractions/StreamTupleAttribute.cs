namespace TopoGen;

/// <summary>
/// Marks a partial record (struct or class) whose instances travel on streams. The generator adds its codec.
/// A tuple is immutable from the moment it is emitted: arrays and collections in it must not be changed afterwards.
/// </summary>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
public sealed class StreamTupleAttribute : Attribute;
