namespace TopoGen.Analyzers.Tests.Fixes;

/// <summary>Fixes of groupings, and of tuples.</summary>
public sealed class WiringFixTests
{
    [Fact]
    public Task The_nearest_stream_is_named() => Fix.Turns(
        "TG0201",
        Streams("[ShuffleGrouping<Source>, ShuffleGrouping<Other>(Stream = \"bigg\")]", "[ShuffleGrouping<Other>(Stream = \"smal\")]"),
        Streams("[ShuffleGrouping<Source>, ShuffleGrouping<Other>(Stream = \"big\")]", "[ShuffleGrouping<Other>(Stream = \"small\")]"));

    [Fact]
    public Task Where_no_stream_is_near_all_are_offered() => Fix.Turns(
        "TG0201",
        Streams("[ShuffleGrouping<Source>, ShuffleGrouping<Other>(Stream = \"whatever\")]", "[ShuffleGrouping<Other>(Stream = \"small\")]"),
        Streams("[ShuffleGrouping<Source>, ShuffleGrouping<Other>(Stream = \"big\")]", "[ShuffleGrouping<Other>(Stream = \"small\")]"),
        title: "'big'");

    [Fact]
    public Task A_handler_takes_what_its_stream_carries() => Fix.TurnsFiles(
        "TG0202",
        [
            Shop.With("""
                    [StreamTuple] public readonly partial record struct Total(long Sum);
                """),
            """
            namespace Shops
            {
                using TopoGen;

                partial class Shop
                {
                    [Bolt]
                    public sealed partial class Reader
                    {
                        [ShuffleGrouping<Source>]
                        public void Execute(in Total word) => _ = word;
                    }
                }
            }

            namespace Elsewhere
            {
                using TopoGen;

                [Bolt]
                sealed partial class Second
                {
                    [ShuffleGrouping<Shops.Shop.Source>]
                    public void Execute(Shops.Shop.Total word) => _ = word;
                }
            }
            """,
        ],
        [
            Shop.With("""
                    [StreamTuple] public readonly partial record struct Total(long Sum);
                """),
            """
            namespace Shops
            {
                using TopoGen;

                partial class Shop
                {
                    [Bolt]
                    public sealed partial class Reader
                    {
                        [ShuffleGrouping<Source>]
                        public void Execute(in Word word) => _ = word;
                    }
                }
            }

            namespace Elsewhere
            {
                using TopoGen;

                [Bolt]
                sealed partial class Second
                {
                    [ShuffleGrouping<Shops.Shop.Source>]
                    public void Execute(Shops.Shop.Word word) => _ = word;
                }
            }
            """,
        ]);

    [Fact]
    public Task A_field_is_named_that_the_tuple_has() => Fix.Turns(
        "TG0203",
        Reader("[FieldsGrouping<Source>(\"letters\", nameof(Word.Length))]"),
        Reader("[FieldsGrouping<Source>(nameof(Word.Letters), nameof(Word.Length))]"));

    [Fact]
    public Task A_bolt_behind_a_global_grouping_gets_one_task() => Fix.Turns(
        "TG0208",
        Shop.With(Global("First", "[Bolt(Parallelism = 2)]") + "\n\n" + Global("Second", "[Bolt(Parallelism = 2, MaxInFlight = 3)]")),
        Shop.With(Global("First", "[Bolt]") + "\n\n" + Global("Second", "[Bolt(MaxInFlight = 3)]")));

    [Fact]
    public Task A_grouping_without_a_key_takes_that_of_the_state() => Fix.Turns(
        "TG0209",
        Keyed("ShuffleGrouping<Second>", "ShuffleGrouping<Other>(Stream = \"named\")"),
        Keyed("FieldsGrouping<Second>(nameof(Word.Letters), nameof(Word.Length))", "FieldsGrouping<Other>(nameof(Word.Letters), nameof(Word.Length), Stream = \"named\")"));

    [Fact]
    public Task Tuples_become_immutable() => Fix.Turns(
        "TG0502",
        Tuple("partial record struct Total(long Sum);", "partial record Note(string Text)\n    {\n        public int Size { get; set; }\n\n        /// <summary>Says it.</summary>\n        public string? Author;\n    }"),
        Tuple("readonly partial record struct Total(long Sum);", "partial record Note(string Text)\n    {\n        public int Size { get; init; }\n\n        /// <summary>Says it.</summary>\n        public string? Author { get; init; }\n    }"));

    private static string Reader(string groupings) => Shop.With($$"""
            [Bolt]
            public sealed partial class Reader
            {
                {{groupings}}
                public void Execute(in Word word) => _ = word;
            }
        """);

    private static string Streams(string first, string second) => Shop.With($$"""
            [Bolt]
            public sealed partial class Other
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Word word)
                {
                    EmitBig(word);
                    EmitSmall(word);
                }

                [Output("big")] private partial void EmitBig(in Word word);

                [Output("small")] private partial void EmitSmall(in Word word);
            }

            [Bolt]
            public sealed partial class Reader
            {
                {{first}}
                public void Execute(in Word word) => _ = word;

                {{second}}
                public void ExecuteMore(in Word word) => _ = word;
            }
        """);

    private static string Keyed(string first, string second) => Shop.With($$"""
            [Bolt]
            public sealed partial class Other
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Word word)
                {
                    EmitNamed(word);
                }

                [Output("named")] private partial void EmitNamed(in Word word);
            }

            [Bolt]
            public sealed partial class Reader
            {
                [FieldsGrouping<Source>(nameof(Word.Letters), nameof(Word.Length))]
                [{{first}}]
                [{{second}}]
                public void Execute(in Word word, [State] ref long total) => total += word.Length;
            }

            [Bolt]
            public sealed partial class Second
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Word word) => Emit(word);

                [Output] private partial void Emit(in Word word);
            }
        """);

    private static string Global(string name, string attribute) => $$"""
            {{attribute}}
            public sealed partial class {{name}}
            {
                [GlobalGrouping<Source>]
                public void Execute(in Word word) => _ = word;
            }
        """;

    private static string Tuple(string total, string note) => Shop.With($$"""
            [StreamTuple] public {{total}}

            [StreamTuple] public sealed {{note}}

        """ + Shop.Reader);
}
