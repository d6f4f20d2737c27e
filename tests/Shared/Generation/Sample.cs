namespace TopoGen.Tests;

/// <summary>Programs that several tests begin with.</summary>
internal static class Sample
{
    public const string WordCount = """
        using TopoGen;

        namespace Samples;

        [Topology("word-count")]
        public sealed partial class WordCount
        {
            [StreamTuple] public readonly partial record struct Line(string Text);
            [StreamTuple] public readonly partial record struct Word(string Text);
            [StreamTuple] public readonly partial record struct Count(string Word, long Total);

            [Spout]
            public sealed partial class Lines
            {
                [State] private int _position;

                public SpoutStatus Next()
                {
                    Emit(new Line("a b"));
                    return _position++ < 3 ? SpoutStatus.More : SpoutStatus.End;
                }

                [Output] private partial void Emit(in Line line);
            }

            [Bolt(Parallelism = 2)]
            public sealed partial class Split
            {
                [ShuffleGrouping<Lines>]
                public void Execute(in Line line)
                {
                    foreach (string word in line.Text.Split(' '))
                    {
                        Emit(new Word(word));
                    }
                }

                [Output] private partial void Emit(in Word word);
            }

            [Bolt(Parallelism = 2)]
            public sealed partial class Tally
            {
                [FieldsGrouping<Split>(nameof(Word.Text))]
                public void Execute(in Word word, [State] ref long total) => total++;

                public void End(KeyedState<string, long> total)
                {
                    foreach (var (word, n) in total)
                    {
                        Emit(new Count(word, n));
                    }
                }

                [Output] private partial void Emit(in Count count);
            }

            [Bolt]
            public sealed partial class Print
            {
                [GlobalGrouping<Tally>]
                public void Execute(in Count count) => Console.WriteLine(count.ToString());
            }
        }
        """;

    /// <summary>A topology around a single bolt, for what is wrong with it.</summary>
    public static string WithBolt(string bolt) => $$"""
        using TopoGen;

        namespace Samples;

        [Topology("broken")]
        public sealed partial class Broken
        {
            public enum Color { Red, Green }
            [StreamTuple] public readonly partial record struct Line(string Text, int Number, double Weight, Color Color);
            [StreamTuple] public readonly partial record struct Word(string Text);
            public readonly record struct Plain(string Text);

            [Spout]
            public sealed partial class Lines
            {
                public SpoutStatus Next() => SpoutStatus.End;
                [Output] private partial void Emit(in Line line);
            }

            [Spout]
            public sealed partial class Many
            {
                public SpoutStatus Next() => SpoutStatus.End;
                [Output] private partial void Emit(in Line line);
                [Output("errors")] private partial void EmitError(in Line line);
                [Output("directed", Direct = true)] private partial void EmitTo(int task, in Word word);
            }

            {{bolt}}
        }
        """;
}
