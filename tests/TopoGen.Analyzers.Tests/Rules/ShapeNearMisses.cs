namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Near misses of rules of shape of components and topologies.</summary>
internal static class ShapeNearMisses
{
    private const string Handler = "[ShuffleGrouping<Lines>] public void Execute(in Line line) { }";

    private const string Output = "[Output] private partial void Emit(in Word word);";

    private const string Words = """
        public class Words : ISink<Word>
        {
            public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation) => new((SinkStamp?)null);
            public ValueTask ApplyAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Word> commands, CancellationToken cancellation) => default;
        }
        """;

    public static IReadOnlyList<NearMiss> All { get; } =
    [
        NearMiss.Bolt("TG0101", $"public class Plain2 {{ public class Within; }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0101", $"public partial class Outer {{ [StreamTuple] public readonly partial record struct Within(int N); }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0102", "[Bolt] public sealed partial class Good { [ErrorStream] public void Execute(in FailedTuple failed) { } }"),
        NearMiss.Bolt("TG0102", "[Spout] public sealed partial class Good { public Task<SpoutStatus> NextAsync() => Task.FromResult(SpoutStatus.End); }"),
        NearMiss.Bolt("TG0103", $"[Bolt] public sealed partial class Good {{ {Handler} public SpoutStatus Next() => SpoutStatus.End; }}"),
        NearMiss.Bolt("TG0103", "[Spout] public sealed partial class Good { public SpoutStatus Next() => SpoutStatus.End; public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0104", $"public abstract class Base {{ public void Execute(in Line line) {{ }} }} [Bolt, ShuffleGrouping<Lines>] public partial class Good : Base;"),
        NearMiss.Bolt("TG0104", $"public abstract class Base<T> {{ public void Execute(in T line) {{ }} }} [Bolt, ShuffleGrouping<Lines>] internal sealed partial class Good : Base<Line>;"),
        NearMiss.Bolt("TG0105", $"[Bolt] public sealed partial class Good {{ {Handler} {Output} [Output] private partial void Emit(in Line line); [Output(\"x\")] private partial void X(in Word word); }}"),
        NearMiss.OfProgram("TG0105", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} }} [Topology(\"b\")] public sealed partial class B {{ {Source("S")} }}"),
        NearMiss.Bolt("TG0106", $"public interface IClock; [Bolt] public sealed partial class Good(IClock clock, IServiceProvider services, int limit = 3, string? name = null, TimeSpan wait = default) {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) => GC.KeepAlive((clock, services, limit, name, wait)); }}"),
        NearMiss.Bolt("TG0106", $"public readonly record struct Limit(int Most); [Bolt] public sealed partial class Good {{ private Good(int n) {{ }} public Good(Limit limit) : this(limit.Most) {{ }} public Good() : this(1) {{ }} {Handler} }}"),
        NearMiss.OfProgram("TG0107", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Reliable("public void Fail(int id, FailReason why) { }")} }}"),
        NearMiss.OfProgram("TG0107", $"[Topology(\"a\")] public sealed partial class A {{ {Reliable("")} }}"),
        NearMiss.OfProgram("TG0107", $"[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A {{ {Reliable("[State] private int _n; public int N => _n++;")} }}"),
        NearMiss.OfProgram("TG0108", $"[Topology(\"a\"), Include<Free>] public sealed partial class A {{ {Source("S")} }} [Topology(\"b\")] public sealed partial class B {{ {Source("S")} }} {Source("Free")}"),
        NearMiss.OfProgram("TG0108", $"[Topology(\"a\")] public sealed partial class A; {Source("Free")}"),
        NearMiss.Bolt("TG0109", $"[Bolt] public sealed partial class Good {{ {Handler} [Output] internal partial void Emit(scoped in Word word); [Output] private partial void Emit(in Word word, Anchor anchor); }}"),
        NearMiss.Bolt("TG0109", $"[Bolt] public sealed partial class Good {{ {Handler} [Output(Direct = true)] private partial void Emit(int task, Word word); private partial void Other(); private partial void Other() {{ }} }}"),
        NearMiss.Bolt("TG0110", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Lines>] private void Execute(Line line) { } public void Open() { } private void Close() { } public void Open(TaskContext context) { } }"),
        NearMiss.Bolt("TG0110", $"[Bolt] public sealed partial class Good {{ {Handler} public int Next(int n) => n; public int Ack => 1; [OnCommit] private void Done(long epoch) {{ }} }}"),
        NearMiss.Bolt("TG0111", "[Bolt] public sealed partial class Good { [State] private long _n; [ShuffleGrouping<Lines>] public Task Execute(Line line) { _n++; return Task.CompletedTask; } }"),
        NearMiss.Bolt("TG0111", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public Task Execute(Line line) => Task.CompletedTask; }"),
        NearMiss.Bolt("TG0111", $"{View} [Bolt] public sealed partial class Good {{ [ShuffleGrouping<Viewer>] public void Execute(View view, Anchor anchor) {{ Emit(in view, anchor); anchor.Ack(); }} [Output] private partial void Emit(in View view, Anchor anchor); }}"),
        NearMiss.Bolt("TG0111", $"{View} [Bolt] public sealed partial class Good {{ [ShuffleGrouping<Viewer>] public void Execute(in View view) => Emit(new Word(view.ToString()), default); [ShuffleGrouping<Lines>] public Task Execute(Line line, Anchor anchor) => Task.CompletedTask; [Output] private partial void Emit(in Word word, Anchor anchor); }}"),
        NearMiss.OfProgram("TG0113", $"internal partial class Outer {{ [Topology(\"a\")] internal partial class A {{ {Source("S")} }} }}"),
        NearMiss.OfProgram("TG0113", $"[Topology(\"a\")] internal partial class A {{ {Source("S")} public static int Twice(int n) => n * 2; }}"),
        NearMiss.OfProgram("TG0114", $"[Topology(\"a\"), Include<Free>] public sealed partial class A; {Source("Free")}"),
        NearMiss.OfProgram("TG0114", $"public partial class Outer {{ {Source("Free")} }} [Topology(\"a\"), Include<Outer.Free>] public sealed partial class A;"),
        NearMiss.Bolt("TG0115", $"public abstract class Base {{ public void Execute(in Line line) => Emit(new Word(line.Text)); [Output] protected abstract void Emit(in Word word); }} [Bolt, ShuffleGrouping<Lines>] public sealed partial class Good : Base;"),
        NearMiss.Bolt("TG0115", $"public abstract class Base {{ [Output] protected abstract void Emit(in Word word); }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0116", "[Spout] public sealed partial class Good { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, string? id); [Output] private partial void Emit(in Line line, string id); [Output(\"x\")] private partial void Plain(in Line line); }"),
        NearMiss.Bolt("TG0116", "[Spout] public sealed partial class Good { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, long id); [Output] private partial void Emit(in Line line, long id); }"),
        NearMiss.Bolt("TG0117", $"{Words} [Sink<Words>] public sealed partial class Good {{ {Handler} {Output} }}"),
        NearMiss.Bolt("TG0117", $"{Words} public sealed class More : Words; [Sink<More>(Immediate = true)] public sealed partial class Good {{ {Handler} [Output] private partial void Write(Word word); }}"),
        NearMiss.Bolt("TG0118", "[Spout] public sealed partial class Good { [Position(MaxStep = 10)] private long _at; [State] private int _more; public SpoutStatus Next() => (SpoutStatus)(_at++ + _more++); }"),
        NearMiss.Bolt("TG0118", "public abstract class Base { [Position] protected long _at; public SpoutStatus Next() => (SpoutStatus)_at++; } [Spout] public sealed partial class Good : Base;"),
        NearMiss.Bolt("TG0119", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State(\"total\")] ref long n) => n++; [Tick(\"1s\")] private void Beat(KeyedState<string, long> other) { } public void End([State(\"total\")] KeyedState<string, long> x) { } }"),
        NearMiss.Bolt("TG0119", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref long seen) => seen++; public void End(KeyedState<string, long> all) { } }"),
    ];

    private const string View = "[StreamTuple] public readonly ref partial struct View { public ReadOnlySpan<byte> Bytes { get; init; } } [Spout] public sealed partial class Viewer { public SpoutStatus Next() => 0; [Output] private partial void Emit(in View view); }";

    private static string Source(string name) => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; }}";

    private static string Reliable(string members)
        => $"[Spout] public sealed partial class S {{ {members} public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t, int id); }}";
}
