using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests;

/// <summary>What is generated, word for word; all of it compiles under strict warnings.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Word_count() => Snapshot.Matches(GeneratorRun.Of(Sample.WordCount).IsClean().Text());

    [Fact]
    public void One_of_everything() => Snapshot.Matches(GeneratorRun.Of(Rich.Program).IsClean().Text());

    [Fact]
    public void Messages_and_anchors() => Snapshot.Matches(GeneratorRun.Of(Reliable.Program).IsClean().Text());

    [Fact]
    public void Views_of_bytes() => Snapshot.Matches(GeneratorRun.Of(Views.Program).IsClean().Text());

    [Fact]
    public void Sink() => Snapshot.Matches(GeneratorRun.Of("""
        using TopoGen;

        namespace Shop;

        [Topology("orders", Delivery = Delivery.ExactlyOnce)]
        public sealed partial class Orders
        {
            [StreamTuple] public readonly partial record struct Order(string Customer, long Cents);
            [StreamTuple] public readonly partial record struct SetTotal(string Customer, long Cents);

            /// <summary>Where totals go.</summary>
            public sealed class Ledger(IServiceProvider services, TimeProvider time, string? name = null) : ISink<SetTotal>
            {
                public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
                    => throw new NotSupportedException($"{services} {time} {name}");

                public ValueTask ApplyAsync(
                    SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<SetTotal> commands, CancellationToken cancellation) => default;
            }

            [Spout]
            public sealed partial class Source
            {
                [State] private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Order("", ++_next));
                    return SpoutStatus.More;
                }

                [Output] private partial void Emit(in Order order);
            }

            [Sink<Ledger>(Parallelism = 2)]
            public sealed partial class Totals
            {
                [FieldsGrouping<Source>(nameof(Order.Customer))]
                public void Execute(in Order order, [State] ref long cents) => Write(new SetTotal(order.Customer, cents += order.Cents));

                [Output] private partial void Write(in SetTotal command);
            }

            [Sink<Ledger>(Immediate = true)]
            public sealed partial class Latest
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Order order) => Write(new SetTotal(order.Customer, order.Cents));

                [Output] private partial void Write(in SetTotal command);
            }
        }
        """).IsClean().Text());

    [Fact]
    public void Error_stream() => Snapshot.Matches(GeneratorRun.Of("""
        using TopoGen;

        namespace Shop;

        [Topology("orders")]
        public sealed partial class Orders
        {
            [StreamTuple] public readonly partial record struct Order(string Customer, long Cents);

            [Spout]
            public sealed partial class Source
            {
                public SpoutStatus Next()
                {
                    Emit(new Order("", 1));
                    return SpoutStatus.End;
                }

                [Output] private partial void Emit(in Order order);
            }

            /// <summary>Hears of what fails between other inputs.</summary>
            [Bolt(Parallelism = 2)]
            public sealed partial class Alarm
            {
                [State] private long _failures;

                [FieldsGrouping<Source>(nameof(Order.Customer))]
                public void Execute(in Order order, [State] ref long cents) => cents += order.Cents;

                [ErrorStream]
                public void Execute(in FailedTuple failed) => Emit(failed with { Failures = (int)++_failures });

                [Output] private partial void Emit(in FailedTuple failed);
            }

            [Bolt]
            public sealed partial class Archive
            {
                [ErrorStream]
                [ShuffleGrouping<Alarm>]
                public ValueTask KeepAsync(FailedTuple failed, CancellationToken cancellation) => default;

                [ShuffleGrouping<Source>]
                public void Execute(in Order order)
                {
                }
            }
        }
        """).IsClean().Text());

    [Fact]
    public void Code_without_nullable_annotations_gets_no_warning_either()
    {
        GeneratorRun.Of(TestCompilation.Create(["#nullable disable\n" + Sample.WordCount])).IsClean();
        GeneratorRun.Of(TestCompilation.Create(["#nullable disable\n" + Views.Program])).IsClean();
        GeneratorRun.Of(TestCompilation.Create(["#nullable disable\n" + Reliable.Program.Replace("string? id", "string id")])).IsClean();
    }

    [Fact]
    public void Obsolete_and_private_declarations_get_no_warning()
        => GeneratorRun.Of("""
            using TopoGen;

            [Topology("old")]
            public sealed partial class Old
            {
                [StreamTuple] private readonly partial record struct Number(int Value, [property: Obsolete("old")] string Name);

                [Obsolete] private sealed class Service;

                [Spout, Obsolete("old")]
                private sealed partial class Numbers(Service service)
                {
                    public SpoutStatus Next() => service is null ? SpoutStatus.Idle : SpoutStatus.End;

                    [Output] private partial void Emit(in Number number);
                }
            }
            """).IsClean();

    [Fact]
    public void Views_of_another_project_are_subscribed_to_by_their_bytes()
    {
        GeneratorRun library = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, """
            using TopoGen;

            namespace Library;

            [StreamTuple]
            public readonly ref partial struct Word(ReadOnlySpan<byte> letters, int line)
            {
                public readonly ReadOnlySpan<byte> Letters = letters;
                public int Line { get; } = line;
            }

            [Spout]
            public sealed partial class Words
            {
                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(in Word word);
            }
            """)).IsClean();

        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create("""
            using TopoGen;
            using Library;

            [Topology("included"), Include<Words>]
            public sealed partial class Included
            {
                [Bolt]
                public sealed partial class Tally
                {
                    [FieldsGrouping<Words>(nameof(Word.Letters), nameof(Word.Line))]
                    public void Execute(in Word word, [State] ref long total) => total++;
                }
            }
            """).AddReferences(new ReferenceAssembly(library.Output).Reference)).IsClean();

        Assert.Contains("Grouping.FieldsOfView<global::Library.Word, (byte[], int), __ByLettersLine>(\"Letters\", \"Line\")", run.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Components_of_another_project_are_included_and_subscribed_to()
    {
        GeneratorRun library = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, """
            using TopoGen;

            namespace Library;

            [StreamTuple] public readonly partial record struct Number(int Value, string Name);

            [Spout]
            public sealed partial class Numbers
            {
                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(in Number number);
                [Output("directed", Direct = true)] private partial void Emit(int task, in Number number);
            }

            [Bolt]
            public sealed partial class Double
            {
                [ShuffleGrouping<Numbers>(Stream = "default")]
                public void Execute(in Number number) => Emit(number with { Value = number.Value * 2 });

                [Output] private partial void Emit(in Number number);
            }
            """)).IsClean();
        MetadataReference reference = new ReferenceAssembly(library.Output).Reference;

        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create("""
            using TopoGen;
            using Library;

            namespace Samples;

            [Topology("included")]
            [Include<Numbers>]
            [Include<Library.Double>]
            public sealed partial class Included;

            [Bolt]
            public sealed partial class Sum
            {
                [FieldsGrouping<Library.Double>(nameof(Number.Name))]
                public void Execute(in Number number, [State] ref long sum) => sum += number.Value;

                [DirectGrouping<Numbers>(Stream = "directed")]
                public void Directed(in Number number) { }
            }
            """).AddReferences(reference)).IsClean();

        Snapshot.Matches(run.Text());
    }
}
