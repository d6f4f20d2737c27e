namespace TopoGen.Runtime;

/// <summary>Round robin, so that the spread is exact and not only likely.</summary>
internal sealed class ShuffleGrouping<T>(GroupingKind kind) : Grouping<T>(kind)
    where T : allows ref struct
{
    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups)
        => targets is [var only] && others.Length == 0 ? only : new ShuffleRoute(targets, others, producer % targets.Length);

    private sealed class ShuffleRoute(Output<T>[] targets, Output<T>[] others, int first) : Route<T>(targets, others)
    {
        private int _next = first;

        public override void Send(scoped in T tuple)
        {
            int next = _next;
            _next = next + 1 == Targets.Length ? 0 : next + 1;
            Targets[next].Send(in tuple);
        }
    }
}
