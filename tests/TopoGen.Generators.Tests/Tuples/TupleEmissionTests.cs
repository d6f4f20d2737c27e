using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests.Tuples;

public sealed class TupleEmissionTests
{
    [Fact]
    public void A_tuple_with_every_kind_of_field()
    {
        GeneratorRun run = Library("""
            using System.Collections.Immutable;
            using TopoGen;

            namespace Samples;

            public enum Color : short { Red }

            [StreamTuple]
            public readonly partial record struct Point(double X, double Y);

            [StreamTuple]
            public partial record Everything(
                bool Bool, char Char, sbyte SByte, byte Byte, short Short, ushort UShort, int Int, uint UInt, long Long, ulong ULong,
                nint NInt, nuint NUInt, Int128 Int128, UInt128 UInt128, Half Half, float Float, double Double, decimal Decimal, Guid Guid,
                DateTime DateTime, DateTimeOffset DateTimeOffset, DateOnly DateOnly, TimeOnly TimeOnly, TimeSpan TimeSpan, Color Color,
                string Text, string? NoText, byte[] Bytes, ReadOnlyMemory<byte> Memory, int? Maybe, Color? MaybeColor,
                string?[] Texts, int[][] Jagged, ImmutableArray<long> Immutable, List<Guid?> List, Dictionary<string, List<Point>> Places,
                Point Point, Point? MaybePoint, Everything? Next)
            {
                public int Settable { get; set; }
                public required string Required { get; init; }
                public int Public;
                private long _private;

                public long Private { get => _private; set => _private = value; }
                public int Computed => Int + 1;
                public static int Static { get; set; }
                public const int Constant = 5;
            }
            """);
        Snapshot.Matches(run.IsClean("TG0502").Source("Samples.Everything.Tuple.g.cs"));
    }

    [Fact]
    public void A_view_with_every_kind_of_field()
        => Snapshot.Matches(Library("""
            using TopoGen;

            namespace Samples;

            public enum Color : short { Red }

            [StreamTuple]
            public readonly ref partial struct Everything(
                bool @bool, char @char, Int128 int128, Half half, decimal @decimal, Guid guid, DateTime dateTime, DateTimeOffset? offset, Color color, Color? maybe,
                ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text, ReadOnlySpan<Color> @colors, ReadOnlySpan<TimeSpan> times, ReadOnlySpan<double> _event)
            {
                public readonly bool Bool = @bool;
                public readonly char Char = @char;
                public Int128 Int128 { get; } = int128;
                public readonly Half half = half;
                public decimal Decimal { get; init; } = @decimal;
                public readonly Guid Guid = guid;
                public readonly DateTime DateTime = dateTime;
                public readonly DateTimeOffset? Offset = offset;
                public readonly Color Color = color;
                public readonly Color? Maybe = maybe;
                private readonly ReadOnlySpan<byte> _bytes = bytes;
                public ReadOnlySpan<byte> Bytes => _bytes;
                public readonly ReadOnlySpan<char> Text = text;
                public readonly ReadOnlySpan<Color> Colors = colors;
                public readonly ReadOnlySpan<TimeSpan> Times = times;
                public readonly ReadOnlySpan<double> _event = _event;
                public required long Required { get; init; }
                public ReadOnlySpan<int> Numbers { get; init; }
                public int Computed => Bytes.Length + 1;
                public static int Static { get; set; }
                public const int Constant = 5;
            }
            """).IsClean().Source("Samples.Everything.Tuple.g.cs"));

    [Fact]
    public void Views_compile_wherever_they_stand_and_whatever_is_around_them()
        => Library("""
            using TopoGen;

            public static class Codecs { public static class SpanCodec; }
            public static class Runtime { public static class ViewText; }

            [StreamTuple]
            public readonly ref partial struct Empty;

            namespace Samples.@class.Runtime
            {
                public partial interface IOuter
                {
                    public readonly ref partial struct Middle
                    {
                        [StreamTuple]
                        internal readonly ref partial struct Codecs(ReadOnlySpan<byte> tuple, int writer, int reader, int block)
                        {
                            public readonly ReadOnlySpan<byte> Tuple = tuple;
                            public readonly int Writer = writer;
                            public readonly int Reader = reader;
                            public readonly int block = block;
                            [Obsolete("use Block")] public int @event { get; init; }
                        }
                    }

                    [StreamTuple]
                    private readonly ref partial struct Hidden
                    {
                        public ReadOnlySpan<byte> Only { get; init; }
                    }
                }
            }
            """).IsClean();

    [Fact]
    public void A_view_says_its_text_itself_where_it_wants_to()
    {
        GeneratorRun run = Library(
            "using TopoGen; namespace S; [StreamTuple] public readonly ref partial struct Own { public int N { get; init; } public override string ToString() => \"own\"; } [StreamTuple] public readonly ref partial struct Other { public int N { get; init; } }").IsClean();

        Assert.DoesNotContain("override string ToString", run.Source("S.Own.Tuple.g.cs"), StringComparison.Ordinal);
        Assert.Contains("override string ToString() => $\"Other {{ N = {N} }}\";", run.Source("S.Other.Tuple.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_of_a_view_differs_from_that_of_a_record_by_its_types_only()
        => Assert.Equal(
            SchemaOf("public readonly partial record struct T(byte[] A, int B);").Replace("byte[]", "ReadOnlySpan<byte>", StringComparison.Ordinal),
            SchemaOf("public readonly ref partial struct T(ReadOnlySpan<byte> a, int b) { public readonly ReadOnlySpan<byte> A = a; public int B { get; } = b; }"));

    [Fact]
    public void Tuples_compile_wherever_they_stand_and_whatever_is_around_them()
        => Library(
            """
            using TopoGen;

            // Names that generated code uses itself.
            public static class Codecs { public static class StringCodec; }
            public static class Runtime;

            [StreamTuple]
            public partial record struct InGlobalNamespace(string Text, int writer, int reader, int block, int tuple, int @event, int Tuple);
            """,
            """
            using TopoGen;

            namespace Samples.@class.Runtime
            {
                public partial interface IOuter
                {
                    public readonly partial struct Middle
                    {
                        [StreamTuple]
                        internal sealed partial record Codecs(Middle2? Other, InGlobalNamespace Global);
                    }
                }

                public partial interface IOuter2
                {
                    private enum Secret { Yes }

                    [StreamTuple]
                    private partial record struct Hidden(Secret Secret, Secret[] Secrets, int text, int Text);

                    [StreamTuple]
                    private partial record struct HIDDEN(int X, Hidden Nested, Dictionary<Secret, Hidden?> Map);
                }

                [StreamTuple]
                public partial record Middle2(int Value)
                {
                    [Obsolete("use Value")]
                    public int Old { get; init; }

                    public Middle2() : this(0) { }
                }
            }
            """).IsClean("TG0502");

    [Fact]
    public void Parts_in_several_files_make_one_codec_whatever_the_order_of_the_files()
    {
        const string First = "using TopoGen; namespace S; [StreamTuple] public partial record struct Parts(int A) { public int C { get; set; } }";
        const string Second = "namespace S; public partial record struct Parts { public int B { get; set; } }";
        string[] texts =
        [
            .. new[] { new[] { ("a.cs", First), ("b.cs", Second) }, new[] { ("b.cs", Second), ("a.cs", First) } }
                .Select(static files => TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary)
                    .AddSyntaxTrees(files.Select(static f => TestCompilation.Parse(f.Item2, f.Item1))))
                .Select(static compilation => GeneratorRun.Of(compilation))
                .Select(static run => run.Source("S.Parts.Tuple.g.cs")),
        ];
        Assert.Equal(texts[0], texts[1]);
        Assert.Contains("Parts(A: int, C: int, B: int)", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_tuple_of_another_project_nests()
    {
        GeneratorRun library = Library("#pragma warning disable CS1591\nusing TopoGen; namespace Lib; [StreamTuple] public readonly partial record struct Point(double X); [StreamTuple] public partial record Named(string Name);").IsClean();
        using var image = new MemoryStream();
        Assert.True(library.Output.WithAssemblyName("Lib").Emit(image).Success);
        image.Position = 0;
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(
            OutputKind.DynamicallyLinkedLibrary,
            "using TopoGen; using Lib; namespace S; [StreamTuple] public partial record Way(Point From, Point? To, Named[] Stops);")
            .AddReferences(MetadataReference.CreateFromStream(image)));
        run.IsClean();
        Assert.Contains("Way(From: tuple Lib.Point, To: tuple Lib.Point?, Stops: tuple Lib.Named[])", run.Source("S.Way.Tuple.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "public readonly partial record struct T(int A, string? B);")]
    [InlineData(true, "public readonly partial record struct T(int A, string B) : IComparable<T> { public int CompareTo(T other) => 0; }")]
    [InlineData(true, "public readonly partial record struct T(int A, string B) { public int Sum => A + 1; public static int X; }")]
    [InlineData(true, "public partial record T(int A, string B);")]
    [InlineData(false, "public readonly partial record struct T(int A, string C);")]
    [InlineData(false, "public readonly partial record struct T(long A, string B);")]
    [InlineData(false, "public readonly partial record struct T(int? A, string B);")]
    [InlineData(false, "public readonly partial record struct T(string B, int A);")]
    [InlineData(false, "public readonly partial record struct T(int A);")]
    [InlineData(false, "public readonly partial record struct T(int A, string B) { public int C { get; init; } }")]
    public void Schema_text_changes_with_the_encoding_only(bool isSame, string declaration)
    {
        string original = SchemaOf("public readonly partial record struct T(int A, string B);");
        Assert.Equal(isSame, original == SchemaOf(declaration));
    }

    [Fact]
    public void An_edit_elsewhere_or_in_a_body_changes_no_model()
    {
        const string Source = "using TopoGen; namespace S; [StreamTuple] public partial record struct T(int A) { public int Sum() => 1; } public class Other;";
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, Source));
        foreach ((string oldText, string newText) in new[] { ("class Other", "class Another"), ("=> 1", "=> 2"), ("using TopoGen;", "\n\nusing TopoGen;") })
        {
            GeneratorRun again = run.Again(run.Input.Edit(oldText, newText));
            Assert.All(
                again.Result.TrackedSteps[StepNames.Tuples].SelectMany(static step => step.Outputs),
                static output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, output.Reason.ToString()));
        }

        GeneratorRun changed = run.Again(run.Input.Edit("int A", "long A"));
        Assert.Contains(changed.Result.TrackedSteps[StepNames.Tuples].SelectMany(static step => step.Outputs), static output => output.Reason == IncrementalStepRunReason.Modified);
    }

    private static string SchemaOf(string declaration)
        => Library($"using TopoGen; namespace S; [StreamTuple] {declaration}").IsClean().Source("S.T.Tuple.g.cs")
            .Split('\n').First(static line => line.Contains("schema.Add(", StringComparison.Ordinal));

    private static GeneratorRun Library(params string[] sources)
        => GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, sources));
}
