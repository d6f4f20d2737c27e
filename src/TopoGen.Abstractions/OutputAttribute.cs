namespace TopoGen;

/// <summary>
/// Marks a partial method <c>void Emit(in T tuple)</c> whose body the generator writes: it sends the tuple on a stream.
/// Overloads of one method name and tuple type are one stream. In a bolt the method may take an <see cref="Anchor"/> as its last parameter:
/// that of an asynchronous call, or of a tuple that is acked by hand; where all handlers are synchronous also several, as
/// <c>params ReadOnlySpan&lt;Anchor&gt;</c>. In a spout it may take the id of a message. In a library component (an abstract base) the method is
/// <c>protected abstract</c>.
/// </summary>
/// <param name="stream">The stream's name; by default <c>"default"</c>, which one output of each tuple type may use.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OutputAttribute(string stream = OutputAttribute.DefaultStream) : Attribute
{
    public const string DefaultStream = "default";

    public string Stream { get; } = stream;

    /// <summary>
    /// The emitter names the receiving task: <c>void Emit(int task, in T tuple)</c>, with <c>task</c> from 0 to the
    /// consumer's parallelism − 1 (a task outside of that range fails the tuple). Consumers subscribe with
    /// <see cref="DirectGroupingAttribute{TSource}"/>.
    /// </summary>
    public bool Direct { get; set; }
}
