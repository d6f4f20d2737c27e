namespace TopoGen.Tests;

/// <summary>Tuples that are views, on every kind of stream, by every kind of key.</summary>
internal static class Views
{
    public const string Program = """
        using TopoGen;

        /// <summary>A library's bolt, of values and of views.</summary>
        public abstract class Relay<T>
            where T : struct, allows ref struct
        {
            protected void Pass(in T tuple) => Emit(in tuple);

            [Output] protected abstract void Emit(in T tuple);
        }

        /// <summary>Views of bytes.</summary>
        [Topology("views", Delivery = Delivery.AtLeastOnce)]
        public sealed partial class Views
        {
            public enum Language : byte { None, English }

            [StreamTuple]
            public readonly ref partial struct Text(ReadOnlySpan<byte> lines, int number)
            {
                public readonly ReadOnlySpan<byte> Lines = lines;
                public int Number { get; } = number;
                public Language? Language { get; init; }
            }

            [StreamTuple]
            public readonly ref partial struct Word(ReadOnlySpan<byte> letters, int line)
            {
                public readonly ReadOnlySpan<byte> Letters = letters;
                public int Line { get; } = line;

                public override string ToString() => $"{Letters.Length} letters";
            }

            [StreamTuple] public readonly partial record struct Count(byte[] Word, long Total);

            public sealed class ByLine : ICustomGrouping<Word>
            {
                public int SelectTask(in Word tuple, int taskCount) => tuple.Line % taskCount;
            }

            [Spout]
            public sealed partial class Texts
            {
                [State] private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Text("the fox"u8, (int)_next++) { Language = Language.English }, _next);
                    EmitTo(0, new Text("the dog"u8, 2), _next);
                    return SpoutStatus.End;
                }

                public void Fail(long id, FailReason reason) { }

                [Output] private partial void Emit(in Text text, long id);
                [Output("direct", Direct = true)] private partial void EmitTo(int task, scoped in Text text, long id);
            }

            [Bolt(Parallelism = 2)]
            public sealed partial class Split
            {
                [ShuffleGrouping<Texts>(Stream = "default")]
                [DirectGrouping<Texts>(Stream = "direct")]
                public void Execute(in Text text)
                {
                    foreach (Range range in System.MemoryExtensions.Split(text.Lines, (byte)' '))
                    {
                        Emit(new Word(text.Lines[range], text.Number));
                    }
                }

                [Output] private partial void Emit(in Word word);
            }

            [Bolt(Parallelism = 2)]
            public sealed partial class Tally
            {
                [FieldsGrouping<Split>(nameof(Word.Letters))]
                public void Execute(in Word word, [State] ref long total, [State(TimeToLive = "1h")] ref int last)
                {
                    total++;
                    last = word.Line;
                }

                [FieldsGrouping<Again>(nameof(Count.Word))]
                public void Correct(in Count count, [State] ref long total) => total += count.Total;

                public void End(KeyedState<byte[], long> total)
                {
                    foreach ((byte[] word, long n) in total)
                    {
                        Emit(new Count(word, n));
                    }
                }

                [Output] private partial void Emit(in Count count);
            }

            [Spout]
            public sealed partial class Again
            {
                [Position] private long _position;

                public SpoutStatus Next() => _position++ < 0 ? SpoutStatus.More : SpoutStatus.End;

                [Output] private partial void Emit(in Count count);
            }

            [Bolt]
            public sealed partial class Lines
            {
                [FieldsGrouping<Split>(nameof(Word.Letters), nameof(Word.Line))]
                public void Execute(Word word, [State] ref long times) => times++;

                public void End(KeyedState<(byte[] Word, int Line), long> times) => Emit(new Word(""u8, times.Count), default(Anchor));

                [PartialKeyGrouping<Split>(nameof(Word.Letters))]
                [AllGrouping<Split>]
                [CustomGrouping<Split, Views.ByLine>]
                public void Manual(in Word word, Anchor anchor)
                {
                    Emit(in word, anchor);
                    anchor.Ack();
                }

                [Output] private partial void Emit(in Word word, Anchor anchor);
            }

            [Bolt(Parallelism = 2)]
            public sealed partial class PerLine
            {
                [FieldsGrouping<Split>(nameof(Word.Line))]
                public void Execute(in Word word, [State] ref long words) => words++;
            }

            [Bolt, GlobalGrouping<Lines>]
            public sealed partial class Gather : Relay<Word>;

            [Bolt]
            public sealed partial class Print
            {
                [GlobalGrouping<Gather>]
                public void Execute(in Word word) => Console.WriteLine(word.ToString());

                [LocalOrShuffleGrouping<Tally>]
                public void Execute(in Count count) => Console.WriteLine(count.ToString());
            }
        }
        """;
}
