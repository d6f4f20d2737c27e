namespace TopoGen.Oracle;

/// <summary>
/// The oracle: for each key the numbers 1, 2, 3 and so on. Every task writes what it handled to a <see cref="Journal"/>, from which
/// tests compute what was lost or repeated, never from the engine's own counters.
/// </summary>
[Topology("oracle", Delivery = Delivery.AtMostOnce)]
public sealed partial class Steps
{
#if CHANGED
    [StreamTuple] public readonly partial record struct Step(int Key, long Sequence, long More);
#else
    [StreamTuple] public readonly partial record struct Step(int Key, long Sequence);
#endif
    [StreamTuple] public readonly partial record struct Checked(int Key, long Sequence);

    [Parameters]
    public sealed record Settings(
        [Parameter("Where the journals go", ValueName = "DIR")] string Folder,
        [Parameter("How many keys there are", ValueName = "N")] int Keys = 64,
        [Parameter("How far each key is counted; 0 for without end", ValueName = "N")] long Length = 0,
        [Parameter("Tuples a second of each spout's task; 0 for as many as go through", ValueName = "N")] int Rate = 2000,
        [Parameter("The number at which the check of key 0 throws; 0 for none", ValueName = "N")] long Poison = 0);

    [Spout(Parallelism = 2)]
    public sealed partial class Source(Settings settings)
    {
        [Position] private long _position;
        private Journal? _journal;
        private Pace? _pace;
        private int[] _keys = [];

        public void Open(TaskContext task)
        {
            _keys = [.. Enumerable.Range(0, settings.Keys).Where(key => key % task.Parallelism == task.Index)];
            _journal = new Journal(settings.Folder, task);
            _pace = new Pace(settings.Rate, task.Time);
        }

        public SpoutStatus Next()
        {
            if (_keys.Length == 0 || (settings.Length > 0 && _position >= settings.Length * _keys.Length))
            {
                return SpoutStatus.End;
            }

            if (!_pace!.Allows())
            {
                return SpoutStatus.Idle;
            }

            int key = _keys[_position % _keys.Length];
            long sequence = (_position / _keys.Length) + 1;
            _position++;
            _journal!.Write(key, sequence);
#if CHANGED
            Emit(new Step(key, sequence, 0));
#else
            Emit(new Step(key, sequence));
#endif
            return SpoutStatus.More;
        }

        public void Close() => _journal?.Dispose();

        [Output] private partial void Emit(in Step step);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Check(Settings settings)
    {
        private Journal? _journal;

        public void Open(TaskContext task) => _journal = new Journal(settings.Folder, task);

        [FieldsGrouping<Source>(nameof(Step.Key))]
        public void Execute(in Step step, [State] ref long last)
        {
            if (step.Sequence <= last)
            {
                throw new InvalidOperationException($"Key {step.Key}: {step.Sequence} came after {last}.");
            }

            last = step.Sequence;
            if (settings.Poison == step.Sequence && step.Key == 0)
            {
                throw new InvalidOperationException($"Number {step.Sequence} is poison.");
            }

            _journal!.Write(step.Key, step.Sequence);
            Emit(new Checked(step.Key, step.Sequence));
        }

        public void Close() => _journal?.Dispose();

        [Output] private partial void Emit(in Checked tuple);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Sink(Settings settings)
    {
        private Journal? _journal;

        public void Open(TaskContext task) => _journal = new Journal(settings.Folder, task);

        [FieldsGrouping<Check>(nameof(Checked.Key))]
        public void Execute(in Checked tuple) => _journal!.Write(tuple.Key, tuple.Sequence);

        public void Close() => _journal?.Dispose();
    }
}
