using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace TopoGen.Generators.Tests;

/// <summary>Generated programs run in the engine and compute what they say.</summary>
public sealed class ExecutionTests
{
    /// <summary>Runs one topology to its end in the process, and returns what its components reported.</summary>
    private const string Probe = """
        using System.Collections.Concurrent;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging.Abstractions;
        using TopoGen.Runtime;

        public static class Probe
        {
            public static ConcurrentBag<string> Reports { get; } = new();

            public static string[] Run<T>() where T : ITopology<T>
            {
                var options = new EngineOptions { Executors = 2 };
                var services = new ServiceCollection();
                T.Definition.ConfigureServices?.Invoke(services);
                using ServiceProvider provider = services.BuildServiceProvider();
                using var engine = new TopologyEngine(
                    TopologyPlan.Create(T.Definition, options), provider, NullLoggerFactory.Instance, System.TimeProvider.System);
                TopologyOutcome outcome = engine.RunAsync(System.Threading.CancellationToken.None).GetAwaiter().GetResult();
                Reports.Add(outcome.ToString());
                string[] reports = Reports.ToArray();
                System.Array.Sort(reports, System.StringComparer.Ordinal);
                return reports;
            }
        }
        """;

    [Fact]
    public void Joins_share_state_by_keys_of_several_fields()
        => Assert.Equal(["Completed", "a/1=11,2", "a/2=10,1", "b/1=21,3"], Run("""
            using TopoGen;

            public static class Start { public static string[] Run() => Probe.Run<Joined>(); }

            [Topology("joined")]
            public sealed partial class Joined
            {
                [StreamTuple] internal readonly partial record struct Left(string Name, int Shop);
                [StreamTuple] internal sealed partial record Right(int Shop, string? Note, string Name);

                [Spout]
                internal sealed partial class Lefts
                {
                    private int _next;

                    public SpoutStatus Next()
                    {
                        (string, int)[] all = [("a", 1), ("a", 2), ("b", 1), ("b", 1)];
                        Emit(new Left(all[_next].Item1, all[_next].Item2));
                        return ++_next < all.Length ? SpoutStatus.More : SpoutStatus.End;
                    }

                    [Output] private partial void Emit(in Left left);
                }

                [Spout]
                internal sealed partial class Rights
                {
                    private bool _done;

                    public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
                    {
                        await Task.Yield();
                        if (!_done)
                        {
                            Emit(new Right(1, null, "a"));
                            Emit(new Right(1, null, "b"));
                        }

                        _done = true;
                        return SpoutStatus.End;
                    }

                    [Output] private partial void Emit(in Right right);
                }

                [Bolt(Parallelism = 3)]
                internal sealed partial class Join
                {
                    [FieldsGrouping<Lefts>(nameof(Left.Name), nameof(Left.Shop))]
                    public void OnLeft(in Left left, [State] ref int sum, [State] ref List<int> seen)
                    {
                        sum += 10;
                        seen.Add(left.Shop);
                    }

                    [FieldsGrouping<Rights>(nameof(Right.Name), nameof(Right.Shop))]
                    public void OnRight(Right right, [State("sum")] ref int total, [State] ref List<int> seen)
                    {
                        total++;
                        seen.Add(right.Shop);
                    }

                    public void End(KeyedState<(string Name, int Shop), int> sum, KeyedState<(string, int), List<int>> seen)
                    {
                        foreach (var (key, value) in sum)
                        {
                            if (seen.TryGet(key, out List<int>? list))
                            {
                                Probe.Reports.Add($"{key.Name}/{key.Shop}={value},{list.Count}");
                            }
                        }
                    }
                }
            }
            """));

    [Fact]
    public void Library_bases_are_completed_and_subscribed_by_the_class()
        => Assert.Equal(["5", "Completed", "doubled 10"], Run("""
            using TopoGen;

            public static class Start { public static string[] Run() => Probe.Run<Derived>(); }

            public abstract class Summing<T>(Func<T, int> weigh, int start = 0) where T : struct
            {
                private int _sum = start;

                protected void Add(in T tuple)
                {
                    _sum += weigh(tuple);
                    Forward(in tuple);
                }

                public void End() => Probe.Reports.Add(Show(_sum));

                protected virtual string Show(int sum) => sum.ToString();

                [Output("more")] protected abstract void Forward(in T tuple);
            }

            [Topology("derived")]
            public sealed partial class Derived
            {
                [StreamTuple] public readonly partial record struct Number(int Value);

                [Spout]
                public sealed partial class Numbers
                {
                    public SpoutStatus Next()
                    {
                        Emit(new Number(2));
                        Emit(new Number(3));
                        return SpoutStatus.End;
                    }

                    [Output] private partial void Emit(in Number number);
                }

                [Bolt, ShuffleGrouping<Numbers>]
                public sealed partial class First() : Summing<Number>(static n => n.Value);

                [Bolt, GlobalGrouping<First>]
                public sealed partial class Second(IServiceProvider services, string? prefix = "doubled") : Summing<Number>(static n => n.Value * 2)
                {
                    protected override string Show(int sum) => services is null ? "" : $"{prefix} {sum}";
                }
            }
            """));

    [Fact]
    public void Asynchronous_bolts_emit_with_their_anchor_also_directly()
        => Assert.Equal(["0:1", "0:3", "1:2", "1:4", "Completed"], Run("""
            using TopoGen;

            public static class Start { public static string[] Run() => Probe.Run<Asynchronous>(); }

            [Topology("asynchronous")]
            public sealed partial class Asynchronous
            {
                [StreamTuple] public readonly partial record struct Number(int Value);

                [Spout]
                public sealed partial class Numbers
                {
                    private int _next;

                    public SpoutStatus Next()
                    {
                        Emit(new Number(_next++));
                        return _next == 4 ? SpoutStatus.End : SpoutStatus.More;
                    }

                    [Output] private partial void Emit(in Number number);
                }

                [Bolt(MaxInFlight = 2)]
                public sealed partial class Plus
                {
                    [ShuffleGrouping<Numbers>]
                    public async Task AddAsync(Number number, CancellationToken cancellation, Anchor anchor)
                    {
                        await Task.Yield();
                        Emit(number.Value % 2, new Number(number.Value + 1), anchor);
                    }

                    [Output(Direct = true)] private partial void Emit(int task, in Number number, Anchor anchor);
                }

                [Bolt(Parallelism = 2)]
                public sealed partial class Sink
                {
                    private int _index;

                    public void Open(TaskContext context) => _index = context.Index;

                    [DirectGrouping<Plus>]
                    public void Execute(Number number) => Probe.Reports.Add($"{_index}:{number.Value}");
                }
            }
            """));

    [Fact]
    public void Views_are_counted_by_their_bytes_and_told_where_they_fail()
        => Assert.Equal(
            ["Completed", "again=3", "dog/2=1", "dog=2", "failed: Word { Letters = bad, Line = 3, Kind = Odd, Marks = [1, 2] }", "fox/1=1", "fox=1", "lines: 1=2,2=2,3=1", "the/1=1", "the/2=1", "the=2"],
            Run("""
                using System.Linq;
                using System.Text;
                using TopoGen;

                public static class Start { public static string[] Run() => Probe.Run<Viewed>(); }

                [Topology("viewed")]
                public sealed partial class Viewed
                {
                    internal enum Kind { Even, Odd }

                    [StreamTuple]
                    internal readonly ref partial struct Text(ReadOnlySpan<byte> words, int line)
                    {
                        public readonly ReadOnlySpan<byte> Words = words;
                        public int Line { get; } = line;
                    }

                    [StreamTuple]
                    internal readonly ref partial struct Word(ReadOnlySpan<byte> letters, int line, Kind? kind)
                    {
                        public readonly ReadOnlySpan<byte> Letters = letters;
                        public int Line { get; } = line;
                        public readonly Kind? Kind = kind;
                        public ReadOnlySpan<int> Marks { get; init; }
                    }

                    [StreamTuple] internal readonly partial record struct Other(byte[] Name, int Times);

                    [Spout]
                    internal sealed partial class Texts
                    {
                        private int _line;

                        public SpoutStatus Next()
                        {
                            Span<byte> buffer = stackalloc byte[64];
                            string text = new[] { "the fox", "the dog", "bad" }[_line++];
                            Emit(new Text(buffer[..Encoding.UTF8.GetBytes(text, buffer)], _line));
                            buffer.Clear();
                            return _line < 3 ? SpoutStatus.More : SpoutStatus.End;
                        }

                        [Output] private partial void Emit(scoped in Text text);
                    }

                    [Spout]
                    internal sealed partial class Others
                    {
                        public SpoutStatus Next()
                        {
                            Emit(new Other("dog"u8.ToArray(), 1));
                            Emit(new Other("again"u8.ToArray(), 3));
                            return SpoutStatus.End;
                        }

                        [Output] private partial void Emit(in Other other);
                    }

                    [Bolt(Parallelism = 2)]
                    internal sealed partial class Split
                    {
                        [ShuffleGrouping<Texts>]
                        public void Execute(in Text text)
                        {
                            Span<int> marks = [1, 2];
                            foreach (Range range in MemoryExtensions.Split(text.Words, (byte)' '))
                            {
                                Emit(new Word(text.Words[range], text.Line, (Kind)(text.Line & 1)) { Marks = marks });
                            }
                        }

                        [Output] private partial void Emit(scoped in Word word);
                    }

                    [Bolt(Parallelism = 3)]
                    internal sealed partial class Tally
                    {
                        [FieldsGrouping<Split>(nameof(Word.Letters))]
                        public void Execute(in Word word, [State] ref long total)
                        {
                            if (word.Letters.SequenceEqual("bad"u8))
                            {
                                throw new InvalidOperationException("bad");
                            }

                            total++;
                        }

                        [FieldsGrouping<Others>(nameof(Other.Name))]
                        public void Add(in Other other, [State] ref long total) => total += other.Times;

                        public void End(KeyedState<byte[], long> total)
                        {
                            foreach ((byte[] word, long n) in total)
                            {
                                if (n > 0)
                                {
                                    Probe.Reports.Add($"{Encoding.UTF8.GetString(word)}={n}");
                                }
                            }
                        }
                    }

                    [Bolt(Parallelism = 2)]
                    internal sealed partial class Both
                    {
                        [FieldsGrouping<Split>(nameof(Word.Letters), nameof(Word.Line))]
                        public void Execute(Word word, [State] ref long total) => total += word.Line < 3 ? word.Marks[0] : 0;

                        public void End(KeyedState<(byte[] Letters, int Line), long> total)
                        {
                            foreach (((byte[] letters, int line), long n) in total)
                            {
                                if (n > 0)
                                {
                                    Probe.Reports.Add($"{Encoding.UTF8.GetString(letters)}/{line}={n}");
                                }
                            }
                        }
                    }

                    [Bolt]
                    internal sealed partial class Lines
                    {
                        [FieldsGrouping<Split>(nameof(Word.Line))]
                        public void Execute(in Word word, [State] ref long words) => words++;

                        [ErrorStream]
                        public void Hear(in FailedTuple failed) => Probe.Reports.Add($"failed: {failed.Tuple}");

                        public void End(KeyedState<int, long> words)
                        {
                            var all = new List<string>();
                            foreach ((int line, long n) in words)
                            {
                                all.Add($"{line}={n}");
                            }

                            all.Sort(StringComparer.Ordinal);
                            Probe.Reports.Add("lines: " + string.Join(",", all));
                        }
                    }
                }
                """));

    [Fact]
    public void Views_are_read_from_where_they_were_written()
        => Assert.Equal(["7", "Other { }", "S.View(Bytes: ReadOnlySpan<byte>, Number: int?, Times: ReadOnlySpan<TimeSpan>)\n", "View { Bytes = abc, Number = , Times = [00:00:01, 00:00:02] }", "same"], Run("""
            using System.Linq;
            using TopoGen;
            using TopoGen.Runtime;

            public static class Start
            {
                public static string[] Run()
                {
                    using var writer = new TupleWriter(64);
                    TimeSpan[] times = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];
                    writer.Write(new S.View("abc"u8, null, times));
                    writer.Write(new S.Other());
                    var reader = new TupleReader(writer.Written);
                    S.View view = reader.Read<S.View>();
                    string[] texts =
                    [
                        view.ToString(),
                        reader.Read<S.Other>().ToString(),
                        TupleSchema.TextOf<S.View>(),
                        writer.Written.Overlaps(view.Bytes) ? "same" : "copy",
                        (view.Bytes.Length + view.Times.Length * 2).ToString(),
                    ];
                    Array.Sort(texts, StringComparer.Ordinal);
                    return texts;
                }

                private static void Main() { }
            }

            namespace S
            {
                [StreamTuple]
                public readonly ref partial struct View(ReadOnlySpan<byte> bytes, int? number, ReadOnlySpan<TimeSpan> times)
                {
                    public readonly ReadOnlySpan<byte> Bytes = bytes;
                    public readonly int? Number = number;
                    public readonly ReadOnlySpan<TimeSpan> Times = times;
                }

                [StreamTuple] public readonly ref partial struct Other;
            }
            """));

    private static string[] Run(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Probe, source).IsClean();
        using var image = new MemoryStream();
        EmitResult result = run.Output
            .WithOptions(run.Output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
            .Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromStream(image);
            return (string[])assembly.GetType("Start")!.GetMethod("Run")!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
