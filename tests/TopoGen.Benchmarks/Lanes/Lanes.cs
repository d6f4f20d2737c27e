namespace TopoGen.Benchmarks;

/// <summary><see cref="PassThrough"/> with tasks that are as many lanes as are wanted: each tuple stays in its own.</summary>
[Topology("lanes")]
public sealed partial class Lanes
{
    /// <param name="totals">Of which each lane emits its part.</param>
    [Spout]
    public sealed partial class Source(SpreadTotals totals)
    {
        private long _next;
        private long _end;

        public void Open(TaskContext task)
            => (_next, _end) = (totals.Count * task.Index / task.Parallelism, totals.Count * (task.Index + 1) / task.Parallelism);

        public SpoutStatus Next()
        {
            long next = _next;
            if (next == _end)
            {
                return SpoutStatus.End;
            }

            _next = next + 1;
            Emit(new PassThrough.Pair(next, next));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in PassThrough.Pair pair);
    }

    [Bolt]
    public sealed partial class Identity
    {
        [LocalOrShuffleGrouping<Source>]
        public void Execute(in PassThrough.Pair pair) => Emit(in pair);

        [Output]
        private partial void Emit(in PassThrough.Pair pair);
    }

    [Bolt]
    public sealed partial class Sink(SpreadTotals totals)
    {
        private long _sum;

        [LocalOrShuffleGrouping<Identity>]
        public void Execute(in PassThrough.Pair pair) => _sum += pair.First;

        public void End() => totals.Add(_sum);
    }
}
