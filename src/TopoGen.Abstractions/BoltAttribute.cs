namespace TopoGen;

/// <summary>
/// Marks a sealed partial class that consumes tuples: one handler method per input stream, found by its grouping
/// attribute. Optional hooks: <c>void Open()</c> or <c>Open(TaskContext)</c>, <c>void End()</c> (all bounded input has been
/// processed; may emit), <c>void Close()</c> (after all tasks have ended; an emit there fails the run), and methods marked <see cref="TickAttribute"/>.
/// All synchronous calls to one task come from one thread at a time. An asynchronous handler,
/// <c>ValueTask X(T tuple, Anchor anchor, CancellationToken cancellation)</c>, starts on that thread and runs concurrently
/// with other calls of the same task after its first incomplete await. A synchronous handler that takes an <see cref="Anchor"/> acks by hand.
/// What any other handler emits belongs to the same messages as its tuple, which is acked when the handler returns and fails when it throws. Where the run is broken off, its token is cancelled, and
/// <c>Close</c> does not wait for it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BoltAttribute : ComponentAttribute
{
    /// <summary>For asynchronous handlers: how many calls of one task may be in flight, 1 to 65,536.</summary>
    public int MaxInFlight { get; set; } = 64;

    /// <summary>
    /// For asynchronous handlers: whether results are published in the order of the inputs (the default),
    /// or each as soon as its call completes.
    /// </summary>
    public bool Ordered { get; set; } = true;
}
