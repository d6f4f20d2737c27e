namespace TopoGen.Analyzers.Tests.Guarantees;

/// <summary>TG0301.</summary>
public sealed class EscapedEmitTests
{
    [Fact]
    public Task An_emit_on_another_thread_is_found() => Check.Marked(
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                [ShuffleGrouping<Lines>]
                public void Execute(in Line line)
                {
                    string text = line.Text;
                    ThreadPool.QueueUserWorkItem({|TG0604:_ => {|TG0301:Emit(new Word(text))|}|});
                }

                [Output] private partial void Emit(in Word word);
            }
            """, "AtMostOnce"),
        "A lambda that captures allocates for each tuple; use a loop, or keep the delegate in a field",
        "'Emit' emits on a thread of 'ThreadPool.QueueUserWorkItem', after its call may have returned; emit in the handler itself, or await in an asynchronous one");

    [Fact]
    public Task An_emit_without_anchor_behind_an_await_is_found() => Check.Marked(
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                [ShuffleGrouping<Lines>]
                public async ValueTask ExecuteAsync(Line line, Anchor anchor)
                {
                    Emit(new Word("before"));
                    await Task.Yield();
                    {|TG0301:Emit(new Word(line.Text))|};
                    Emit(new Word(line.Text), anchor);
                }

                [Output] private partial void Emit(in Word word);
                [Output] private partial void Emit(in Word word, Anchor anchor);
            }
            """, "AtLeastOnce"),
        "'Emit' emits after an await and names no anchor, so that it belongs to no tuple; take an 'Anchor' in the asynchronous handler and name it in the emit");

    [Fact]
    public Task An_emit_in_a_loop_that_awaits_is_found() => Check.Marked(
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                [ShuffleGrouping<Lines>]
                public async ValueTask ExecuteAsync(Line line)
                {
                    for (int i = 0; i < 3; i++)
                    {
                        {|TG0301:Emit(new Word(line.Text))|};
                        await Task.Yield();
                    }
                }

                [Output] private partial void Emit(in Word word);
            }
            """));

    [Fact]
    public Task An_emit_in_Close_is_found() => Check.Marked(
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                [ShuffleGrouping<Lines>]
                public void Execute(in Line line) => Emit(new Word(line.Text));

                public void Close() => {|TG0301:Emit(new Word("last"))|};

                [Output] private partial void Emit(in Word word);
            }
            """),
        "'Emit' emits in 'Close', when nobody receives any more, which fails the run; emit in 'End'");

    [Fact]
    public Task A_base_in_another_file_is_looked_at() => Check.Files(
        [
            WorkProgram.With("""
                [Bolt, ShuffleGrouping<Lines>]
                public sealed partial class Work : Library.Splitter<Line>;
                """),
            """
            using TopoGen;

            namespace Library;

            /// <summary>A base.</summary>
            public abstract class Splitter<T>
                where T : struct
            {
                public async ValueTask ExecuteAsync(T tuple)
                {
                    await Task.Yield();
                    {|TG0301:Emit(in tuple)|};
                }

                [Output] protected abstract void Emit(in T tuple);
            }
            """,
            """
            using TopoGen;

            namespace Samples;

            sealed partial class Sample
            {
                [Bolt]
                public sealed partial class ReadLines
                {
                    [ShuffleGrouping<Work>]
                    public void Execute(in Line line) { }
                }
            }
            """,
        ]);

    [Fact]
    public Task A_lambda_that_is_called_within_the_handler_is_none() => Check.Silent(
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                private readonly List<string> _words = [];
                private readonly Action<string> _emit;

                public Work() => _emit = word => Emit(new Word(word));

                [ShuffleGrouping<Lines>]
                public void Execute(in Line line)
                {
                    _words.Clear();
                    _words.AddRange(line.Text.Split(' '));
                    _words.ForEach(_emit);
                }

                [Output] private partial void Emit(in Word word);
            }
            """));

    [Fact]
    public Task An_asynchronous_spout_emits_behind_its_awaits() => Check.Silent("""
        using TopoGen;

        [Topology("numbers", Delivery = Delivery.ExactlyOnce)]
        public sealed partial class Numbers
        {
            [StreamTuple] public readonly partial record struct Number(long Value);

            [Spout]
            public sealed partial class Source
            {
                [Position] private long _position;

                public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
                {
                    await Task.Yield();
                    Emit(new Number(++_position));
                    return SpoutStatus.End;
                }

                [Output] private partial void Emit(in Number number);
            }

            [Bolt]
            public sealed partial class Sink
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Number number) { }
            }
        }
        """);
}
