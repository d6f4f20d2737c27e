namespace TopoGen;

/// <summary>
/// Marks a sealed partial class whose tuples leave the topology: a bolt in everything, but that its one <c>[Output]</c> leads to no stream. What is
/// emitted there are commands of the running epoch; they are part of its checkpoint, and once the epoch is committed, <typeparamref name="TSink"/>
/// applies them outside: each once and in order, whatever dies in between.
/// </summary>
/// <remarks>
/// Under <see cref="Delivery.AtLeastOnce"/> that is so too, but tuples that come again write their commands again. Under
/// <see cref="Delivery.AtMostOnce"/> there are no epochs: commands are applied as they come, none twice, and those that a task has not applied when its
/// process dies are lost with it.
/// </remarks>
/// <typeparam name="TSink">
/// The <see cref="ISink{TCommand}"/> of the output's tuple type. Each task has one of its own; the arguments of its constructor come from the services,
/// as those of components do.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SinkAttribute<TSink> : ComponentAttribute
    where TSink : class
{
    /// <summary>
    /// Whether commands are applied as they come, within milliseconds, and not when their epoch is committed. What it costs: after a failure
    /// commands may be applied again, and some are seen whose epoch was rolled back, so use it for commands that may be repeated. None is left out, and they
    /// come in the order in which the task wrote them. Under <see cref="Delivery.AtMostOnce"/> all sinks are so, and nothing is repeated.
    /// </summary>
    public bool Immediate { get; set; }
}
