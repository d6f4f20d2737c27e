namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Counts words per key; at the end it tells which task had which, in the order of its table.</summary>
[Topology("keyed")]
internal sealed partial class KeyedTopology
{
    [StreamTuple]
    public readonly partial record struct Word(string Text, int Language, byte[] Sound);

    [StreamTuple]
    public readonly partial record struct Count(int Task, string Key, long Total);

    /// <summary>What to count.</summary>
    public sealed record Input(IReadOnlyList<Word> Words);

    [Spout]
    public sealed partial class Words(Input input)
    {
        [State]
        private int _position;

        public SpoutStatus Next()
        {
            if (_position == input.Words.Count)
            {
                return SpoutStatus.End;
            }

            Emit(input.Words[_position++]);
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Word word);
    }

    [Bolt(Parallelism = 5)]
    public sealed partial class ByText
    {
        private int _task;

        public void Open(TaskContext context) => _task = context.Index;

        [FieldsGrouping<Words>(nameof(Word.Text))]
        public void Execute(in Word word, [State] ref long total) => total++;

        public void End(KeyedState<string, long> total)
        {
            foreach ((string key, long count) in total)
            {
                Emit(new Count(_task, key, count));
            }
        }

        [Output]
        private partial void Emit(in Count count);
    }

    [Bolt(Parallelism = 5)]
    public sealed partial class ByLanguageAndSound
    {
        private int _task;

        public void Open(TaskContext context) => _task = context.Index;

        [FieldsGrouping<Words>(nameof(Word.Language), nameof(Word.Sound))]
        public void Execute(in Word word, [State] ref long total) => total++;

        public void End(KeyedState<(int Language, byte[] Sound), long> total)
        {
            foreach (((int language, byte[] sound), long count) in total)
            {
                Emit(new Count(_task, $"{language}/{Convert.ToHexString(sound)}", count));
            }
        }

        [Output]
        private partial void Emit(in Count count);
    }

    [Bolt]
    public sealed partial class Result(Deliveries<Count> deliveries)
    {
        private List<Count> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [GlobalGrouping<ByText>]
        [GlobalGrouping<ByLanguageAndSound>]
        public void Execute(in Count count) => _received.Add(count);
    }
}
