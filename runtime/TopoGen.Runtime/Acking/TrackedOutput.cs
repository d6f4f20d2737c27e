using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Sends tuples to another executor with the trees they belong to; each gets an edge of its own.</summary>
/// <param name="target">The channel.</param>
/// <param name="tracker">The sending executor's.</param>
internal sealed class TrackedOutput<T>(Output<Tracked<T>> target, Tracker tracker) : Output<T>
    where T : IStreamTuple<T>
{
    private long _others;

    /// <summary>What only names further trees is no tuple.</summary>
    internal override long Sent => target.Sent - Volatile.Read(ref _others);

    internal override long Transferred => Sent;

    public override void Send(scoped in T tuple)
    {
        ref Scope scope = ref tracker.Scope;
        if (scope.Kind != ScopeKind.Single)
        {
            SendSlowly(in tuple);
            return;
        }

        var tracked = new Tracked<T>(scope.Ledger, scope.Place, tracker.Draw(), in tuple);
        target.Send(in tracked);
    }

    internal override void Control(ControlSignal signal) => target.Control(signal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendSlowly(in T tuple)
    {
        if (tracker.Scope.Kind == ScopeKind.None)
        {
            var alone = new Tracked<T>(in tuple);
            target.Send(in alone);
            return;
        }

        ReadOnlySpan<Root> roots = tracker.Roots;
        ulong edge = tracker.Draw();
        foreach (ref readonly Root root in roots[1..])
        {
            var other = Tracked<T>.RootOnly(in root, edge);
            target.Send(in other);
            Volatile.Write(ref _others, _others + 1);
        }

        var tracked = new Tracked<T>(roots[0].Ledger, roots[0].Place, edge, in tuple);
        target.Send(in tracked);
    }
}
