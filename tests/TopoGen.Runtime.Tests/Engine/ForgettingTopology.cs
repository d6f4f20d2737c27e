using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Counts words, and forgets those that were not seen for a minute.</summary>
[Topology("forgetting")]
internal sealed partial class ForgettingTopology
{
    [StreamTuple]
    public readonly partial record struct Word(string Text);

    /// <summary>What to count, and what was counted.</summary>
    public sealed class Words
    {
        private int _kept;
        private int _ticks;

        public ConcurrentQueue<string> Input { get; } = new();

        public ConcurrentQueue<string> Counts { get; } = new();

        /// <summary>How many words the bolt knew at its last tick.</summary>
        public int Kept => Volatile.Read(ref _kept);

        public int Ticks => Volatile.Read(ref _ticks);

        public void Tick(int kept)
        {
            Volatile.Write(ref _kept, kept);
            Volatile.Write(ref _ticks, _ticks + 1);
        }
    }

    [Spout]
    public sealed partial class Source(Words words)
    {
        public SpoutStatus Next()
        {
            if (!words.Input.TryDequeue(out string? text))
            {
                return SpoutStatus.Idle;
            }

            Emit(new Word(text));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Word word);
    }

    [Bolt]
    public sealed partial class Tally(Words words)
    {
        [FieldsGrouping<Source>(nameof(Word.Text))]
        public void Execute(in Word word, [State(TimeToLive = "1m")] ref int total) => words.Counts.Enqueue($"{word.Text} {++total}");

        [Tick("1s")]
        private void Report(KeyedState<string, int> total) => words.Tick(total.Count);
    }
}
