namespace TopoGen.Runtime;

/// <summary>An output stream of views: tuples that are references into a buffer.</summary>
/// <typeparam name="T">The view.</typeparam>
public sealed class ViewStreamDefinition<T>(string name, bool direct = false, bool hasMessages = false) : TypedStream<T>(name, direct, hasMessages)
    where T : IStreamTuple<T>, allows ref struct
{
    internal override TResult Accept<TResult>(IStreamVisitor<TResult> visitor) => visitor.Visit(this);
}
