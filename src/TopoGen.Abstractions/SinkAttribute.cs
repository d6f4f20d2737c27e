namespace TopoGen;

/// <summary>
/// Marks a sealed partial class whose tuples leave the topology: a bolt in everything, but that its one <c>[Output]</c> leads to no stream. What is
/// emitted there are commands of the running epoch; they are part of its checkpoint, and once the epoch is committed, <typeparamref name="TSink"/>
/// applies them outside: each once and in order, whatever dies in between.
/// </summary>
/// <typeparam name="TSink">
/// The <see cref="ISink{TCommand}"/> of the output's tuple type. Each task has one of its own; the arguments of its constructor come from the services,
/// as those of components do.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SinkAttribute<TSink> : ComponentAttribute
    where TSink : class;
