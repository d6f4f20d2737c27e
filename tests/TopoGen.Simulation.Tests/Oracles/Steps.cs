using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// The oracle: for each key the numbers 1, 2, 3 and so on. A bolt keeps the last number, the count and the sum of each key. Exactly once, they are
/// also written outside. What the tasks do is known to the <see cref="StepsGhost"/>, outside of the engine.
/// </summary>
[Topology("steps", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class Steps
{
    [StreamTuple]
    public readonly partial record struct Step(int Key, long Sequence);

    [StreamTuple]
    public readonly partial record struct Checked(int Key, long Sequence, long Count, long Sum);

    [StreamTuple]
    public readonly partial record struct Fetched(int Key, long Sequence);

    [StreamTuple]
    public readonly partial record struct Entry(int Key, long Sequence, string Text);

    /// <param name="Keys">How many keys there are.</param>
    /// <param name="Length">How far each key is counted; 0 for without end.</param>
    /// <param name="Rate">Tuples a second of each spout's task.</param>
    /// <param name="Text">What is written outside with each number: where it is long, an epoch has several chunks of commands.</param>
    public sealed record Settings(int Keys, long Length, int Rate, string Text = "");

    /// <summary>The keys that one task of the spout counts: it goes round them.</summary>
    public static int[] KeysOf(Settings settings, int task, int tasks)
        => [.. Enumerable.Range(0, settings.Keys).Where(key => key % tasks == task)];

    public static long SumOf(long n) => n * (n + 1) / 2;

    [Spout(Parallelism = 2, Recovery = Recovery.Standby)]
    public sealed partial class Source(Settings settings, StepsView ghost)
    {
        [Position] private long _position;

        private int _index;
        private int[] _keys = [];
        private TimeProvider _time = TimeProvider.System;
        private long _began;
#pragma warning disable TG0401 // The rate is that since the task was opened.
        private long _emitted;
#pragma warning restore TG0401

        public void Open(TaskContext task)
        {
            _index = task.Index;
            _keys = KeysOf(settings, task.Index, task.Parallelism);
            _time = task.Time;
            _began = _time.GetTimestamp();
            ghost.Opened(task);
        }

        public SpoutStatus Next()
        {
            if (_keys.Length == 0 || (settings.Length > 0 && _position >= settings.Length * _keys.Length))
            {
                return SpoutStatus.End;
            }

            double allowed = _time.GetElapsedTime(_began).TotalSeconds * settings.Rate;
            if (_emitted >= allowed)
            {
                return SpoutStatus.Idle;
            }

            // What was not emitted in time, because something stood still, is not made up for at once.
            if (allowed - _emitted > settings.Rate)
            {
                _emitted = (long)allowed - settings.Rate;
            }

            int key = _keys[_position % _keys.Length];
            long sequence = (_position / _keys.Length) + 1;
            _position++;
            _emitted++;
            ghost.Emitted(key, sequence);
            Emit(new Step(key, sequence));
            return SpoutStatus.More;
        }

        [OnCommit]
        public void Release(long epoch) => ghost.Released(nameof(Source), _index, epoch);

        [Output]
        private partial void Emit(in Step step);
    }

    [Bolt(Parallelism = 3, Recovery = Recovery.HotStandby)]
    public sealed partial class Check(StepsView ghost)
    {
        public void Open(TaskContext task) => ghost.Opened(task);

        [FieldsGrouping<Source>(nameof(Step.Key))]
        public void Execute(in Step step, [State] ref long last, [State] ref long count, [State] ref long sum)
        {
            ghost.Handled(nameof(Check), step.Key, step.Sequence, last);
            last = step.Sequence;
            count++;
            sum += step.Sequence;
            Emit(new Checked(step.Key, step.Sequence, count, sum));
        }

        [Output]
        private partial void Emit(in Checked tuple);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Sink(StepsView ghost)
    {
        public void Open(TaskContext task) => ghost.Opened(task);

        [FieldsGrouping<Check>(nameof(Checked.Key))]
        public void Execute(in Checked tuple, [State] ref long arrived)
        {
            ghost.Handled(nameof(Sink), tuple.Key, tuple.Sequence, arrived);
            ghost.Summed(tuple);
            arrived = tuple.Sequence;
        }
    }

    /// <summary>Takes a while for each, as what asks somebody else does, and keeps their order.</summary>
    [Bolt(Parallelism = 2, MaxInFlight = 32)]
    public sealed partial class Fetch(StepsView ghost)
    {
        private TimeProvider _time = TimeProvider.System;

        public void Open(TaskContext task) => _time = task.Time;

        [FieldsGrouping<Check>(nameof(Checked.Key))]
        public async ValueTask ExecuteAsync(Checked tuple, Anchor anchor, CancellationToken cancellation)
        {
            await Task.Delay(ghost.Delay(), _time, cancellation);
            Emit(new Fetched(tuple.Key, tuple.Sequence), anchor);
        }

        [Output]
        private partial void Emit(in Fetched tuple, Anchor anchor);
    }

    [Sink<StepsSink>(Parallelism = 3, Recovery = Recovery.Standby)]
    public sealed partial class Write(Settings settings)
    {
        [FieldsGrouping<Fetch>(nameof(Fetched.Key))]
        public void Execute(in Fetched tuple) => Emit(new Entry(tuple.Key, tuple.Sequence, settings.Text));

        [Output]
        private partial void Emit(in Entry entry);
    }
}
