namespace TopoGen.Runtime;

/// <summary>
/// Sends tuples to another worker with the trees they belong to, each with an edge of its own: one that is too large is refused while the call that
/// emits it can be undone, so none waits until it is known what else follows.
/// </summary>
/// <param name="target">The channel.</param>
/// <param name="producer">The sending task.</param>
internal sealed class TrackedLink<T>(Output<Tracked<T>> target, TaskCell producer) : Output<T>
    where T : IStreamTuple<T>, allows ref struct
{
    private readonly Tracker _tracker = producer.Executor.Tracker;
    private long _others;

    /// <summary>What only names further trees is no tuple.</summary>
    internal override long Sent => target.Sent - Volatile.Read(ref _others);

    internal override long Transferred => Sent;

    public override void Send(scoped in T tuple)
    {
        ReadOnlySpan<Root> roots = _tracker.Roots;
        if (roots.IsEmpty)
        {
            var alone = new Tracked<T>(in tuple);
            target.Send(in alone);
            return;
        }

        ulong edge = _tracker.TakeNew();
        foreach (ref readonly Root root in roots[1..])
        {
            var other = Tracked<T>.RootOnly(in root, edge);
            target.Send(in other);
            Volatile.Write(ref _others, _others + 1);
        }

        var tracked = new Tracked<T>(roots[0].Ledger, roots[0].Place, edge, in tuple);
        target.Send(in tracked);
    }

    public override void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);

    internal override void Control(ControlSignal signal) => target.Control(signal);
}
