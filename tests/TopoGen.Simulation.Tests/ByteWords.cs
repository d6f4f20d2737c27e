namespace TopoGen.Simulation.Tests;

/// <summary>Counts words that are views, by their bytes; exactly once.</summary>
[Topology("byte-words", Delivery = Delivery.ExactlyOnce, KeyGroups = 8)]
public sealed partial class ByteWords
{
    [StreamTuple]
    public readonly ref partial struct Line(ReadOnlySpan<byte> text)
    {
        public readonly ReadOnlySpan<byte> Text = text;
    }

    [StreamTuple]
    public readonly ref partial struct Word(ReadOnlySpan<byte> letters, int place)
    {
        public readonly ReadOnlySpan<byte> Letters = letters;
        public readonly int Place = place;
    }

    [Spout]
    public sealed partial class Lines
    {
        [Position]
        private long _given;

        public SpoutStatus Next() => _given++ == 0 ? SpoutStatus.Idle : SpoutStatus.End;

        [Output]
        private partial void Emit(in Line line);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Split
    {
        /// <exception cref="InvalidOperationException">The last word of the line is "no": nothing of the line is counted.</exception>
        [ShuffleGrouping<Lines>]
        public void Execute(in Line line)
        {
            int place = 0;
            foreach (Range word in line.Text.Split((byte)' '))
            {
                Emit(new Word(line.Text[word], place++));
            }

            if (line.Text.EndsWith(" no"u8))
            {
                throw new InvalidOperationException("It says no.");
            }
        }

        [Output]
        private partial void Emit(in Word word);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Tally
    {
        [FieldsGrouping<Split>(nameof(Word.Letters))]
        public void Execute(in Word word, [State] ref long total) => total++;
    }
}
