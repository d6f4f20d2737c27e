namespace TopoGen.Analyzers.Tests.Fixes;

/// <summary>Fixes of classes: what they are marked with, and which members they lack.</summary>
public sealed class ShapeFixTests
{
    [Fact]
    public Task Types_become_partial_with_all_around_them_in_several_files() => Fix.TurnsFiles(
        "TG0101",
        [
            """
            using TopoGen;

            // Comments stay.
            class Outer
            {
                /// <summary>A word.</summary>
                [StreamTuple]
                public readonly record struct Word(string Letters);

                [StreamTuple] internal record Line(string Text);

                [Bolt]
                sealed class Split
                {
                    [ShuffleGrouping<Lines>]
                    public void Execute(Line line) => Emit(new Word(line.Text));

                    [Output] private partial void Emit(in Word word);
                }
            }
            """,
            """
            using TopoGen;

            [Spout]
            sealed class Lines
            {
                private static void Main()
                {
                }

                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(Outer.Line line);
            }
            """,
        ],
        [
            """
            using TopoGen;

            // Comments stay.
            partial class Outer
            {
                /// <summary>A word.</summary>
                [StreamTuple]
                public readonly partial record struct Word(string Letters);

                [StreamTuple] internal partial record Line(string Text);

                [Bolt]
                sealed partial class Split
                {
                    [ShuffleGrouping<Lines>]
                    public void Execute(Line line) => Emit(new Word(line.Text));

                    [Output] private partial void Emit(in Word word);
                }
            }
            """,
            """
            using TopoGen;

            [Spout]
            sealed partial class Lines
            {
                private static void Main()
                {
                }

                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(Outer.Line line);
            }
            """,
        ]);

    [Fact]
    public Task A_bolt_gets_a_handler_of_a_stream_that_there_is() => Fix.Turns(
        "TG0102",
        Shop.With("""
                [Bolt]
                public sealed partial class Reader;

                [Bolt]
                public sealed partial class Other
                {
                    public int Count => 1;
                }
            """),
        Shop.With("""
                [Bolt]
                public sealed partial class Reader
                {
                    [ShuffleGrouping<Source>]
                    public void Execute(in Word word)
                    {
                    }
                }

                [Bolt]
                public sealed partial class Other
                {
                    public int Count => 1;

                    [ShuffleGrouping<Source>]
                    public void Execute(in Word word)
                    {
                    }
                }
            """));

    [Fact]
    public Task A_spout_gets_its_Next() => Fix.Turns(
        "TG0102",
        Shop.With(Shop.Reader + """


                [Spout]
                public sealed partial class Empty
                {
                }
            """),
        Shop.With(Shop.Reader + """


                [Spout]
                public sealed partial class Empty
                {
                    public SpoutStatus Next() => SpoutStatus.End;
                }
            """));

    [Fact]
    public Task Of_two_roles_the_one_that_fits_is_offered_first() => Fix.Turns(
        "TG0103",
        Shop.With("""
                [Spout, Bolt]
                public sealed partial class Reader
                {
                    [ShuffleGrouping<Source>]
                    public void Execute(in Word word) => _ = word;
                }

                /// <summary>Two.</summary>
                [Bolt(Parallelism = 2)]
                [Spout]
                public sealed partial class Other
                {
                    [ShuffleGrouping<Source>]
                    public void Execute(in Word word) => _ = word;
                }
            """),
        Shop.With("""
                [Bolt]
                public sealed partial class Reader
                {
                    [ShuffleGrouping<Source>]
                    public void Execute(in Word word) => _ = word;
                }

                /// <summary>Two.</summary>
                [Bolt(Parallelism = 2)]
                public sealed partial class Other
                {
                    [ShuffleGrouping<Source>]
                    public void Execute(in Word word) => _ = word;
                }
            """));

    [Fact]
    public Task An_abstract_class_becomes_sealed() => Fix.Turns(
        "TG0104",
        Shop.With(Shop.Reader.Replace("sealed", "abstract", StringComparison.Ordinal)),
        Shop.With(Shop.Reader));

    [Fact]
    public Task A_static_class_becomes_sealed() => Fix.Turns(
        "TG0104",
        Shop.With(Shop.Reader + "\n\n    [Spout]\n    public static partial class Empty\n    {\n    }", "AtMostOnce"),
        Shop.With(Shop.Reader + "\n\n    [Spout]\n    public sealed partial class {|TG0102:Empty|}\n    {\n    }", "AtMostOnce"));

    [Fact]
    public Task A_generic_class_needs_a_thought() => Fix.IsNotOffered(
        "TG0104", Shop.With(Shop.Reader.Replace("Reader", "Reader<T>", StringComparison.Ordinal)));
}
