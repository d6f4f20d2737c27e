namespace TopoGen.Runtime;

/// <summary>The emitter names the task.</summary>
internal sealed class DirectGrouping<T>() : Grouping<T>(GroupingKind.Direct)
    where T : allows ref struct
{
    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups) => new DirectRoute(targets);

    private sealed class DirectRoute(Output<T>[] targets) : DirectOutput<T>
    {
        internal override long Sent
        {
            get
            {
                long sent = 0;
                foreach (Output<T> target in targets)
                {
                    sent += target.Sent;
                }

                return sent;
            }
        }

        internal override long Transferred => targets.Sum(t => t.Transferred);

        public override void Send(int task, scoped in T tuple)
        {
            if ((uint)task >= (uint)targets.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(task), task, $"A direct emit names a task of its consumer: 0 to {targets.Length - 1}.");
            }

            targets[task].Send(in tuple);
        }

        internal override void Control(ControlSignal signal)
        {
            foreach (Output<T> target in targets)
            {
                target.Control(signal);
            }
        }
    }
}
