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
