namespace TopoGen.Runtime;

/// <summary>The user's class picks the task; each producing task has an instance of its own.</summary>
internal sealed class CustomGrouping<T, TGrouping>() : Grouping<T>(GroupingKind.Custom)
    where T : allows ref struct
    where TGrouping : ICustomGrouping<T>, new()
{
    public override Type Custom => typeof(TGrouping);

    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups) => new CustomRoute(targets);

    private sealed class CustomRoute(Output<T>[] targets) : Route<T>(targets)
    {
        // Not readonly: a grouping may be a mutable struct.
        private TGrouping _grouping = new();

        public override void Send(scoped in T tuple)
        {
            int task = _grouping.SelectTask(in tuple, Targets.Length);
            if ((uint)task >= (uint)Targets.Length)
            {
                throw new InvalidOperationException(
                    $"{typeof(TGrouping).Name}.SelectTask returned {task}; expected 0 to {Targets.Length - 1}.");
            }

            Targets[task].Send(in tuple);
        }
    }
}
