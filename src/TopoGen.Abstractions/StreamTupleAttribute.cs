namespace TopoGen;

/// <summary>
/// Marks a partial record (struct or class) whose instances travel on streams, or a view. The generator adds its codec.
/// A tuple is immutable from the moment it is emitted: arrays and collections in it must not be changed afterwards.
/// </summary>
/// <remarks>
/// A view is a <c>readonly ref partial struct</c> with numbers, times, enums, and read-only spans of numbers, characters and enums: a <c>ReadOnlySpan&lt;byte&gt;</c> for a text. It is read where its bytes lie,
/// in a ring or in a receive buffer, so that nothing is allocated on the way. Those bytes are gone when the handler returns: copy what is to be kept.
/// <code>
/// [StreamTuple]
/// public readonly ref partial struct Word(ReadOnlySpan&lt;byte&gt; letters, int line)
/// {
///     public readonly ReadOnlySpan&lt;byte&gt; Letters = letters;      // each parameter has a public field or property of its name
///     public int Line { get; } = line;
/// }
/// </code>
/// <para>
/// Where its bytes are a key, the state by that key has a <c>byte[]</c>: <c>KeyedState&lt;byte[], long&gt;</c>. Asynchronous handlers, spouts and sinks' commands cannot have views.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
public sealed class StreamTupleAttribute : Attribute;
