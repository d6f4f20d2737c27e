namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Near misses of rules of wiring.</summary>
internal static class WiringNearMisses
{
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
        NearMiss.Bolt("TG0201", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Many>(Stream = \"errors\")] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0201", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Many>(Stream = \"default\")] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0202", "[Bolt] public sealed partial class Good { [DirectGrouping<Many>] public void Execute(in Word word) { } }"),
        NearMiss.Bolt("TG0202", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Lines>, ShuffleGrouping<Many>(Stream = \"errors\")] public void Execute(Line line) { } [ErrorStream] public void Log(in FailedTuple failed) { } }"),
        NearMiss.Bolt("TG0203", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(nameof(Line.Text), nameof(Line.Number))] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0203", "[StreamTuple] public sealed partial record Big(int A) { public string Text { get; init; } = \"\"; } [Spout] public sealed partial class Source { public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in Big big); } [Bolt] public sealed partial class Good { [FieldsGrouping<Source>(\"Text\", \"A\")] public void Execute(in Big big) { } }"),
        NearMiss.Bolt("TG0204", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(nameof(Line.Color))] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0204", "[StreamTuple] public sealed partial record Big(Guid Id, DateOnly Day, byte[] Bytes); [Spout] public sealed partial class Source { public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in Big big); } [Bolt] public sealed partial class Good { [FieldsGrouping<Source>(\"Id\", \"Day\", \"Bytes\")] public void Execute(in Big big) { } }"),
        NearMiss.Bolt("TG0205", $"[Bolt] public sealed partial class A {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} [Bolt] public sealed partial class B {{ [ShuffleGrouping<A>] public void Execute(in Word word) {{ }} {Output} }} [Bolt] public sealed partial class C {{ [ShuffleGrouping<A>, ShuffleGrouping<B>] public void Execute(in Word word) {{ }} }}"),
        NearMiss.Bolt("TG0205", $"[Bolt] public sealed partial class Good {{ [ErrorStream] public void Execute(in FailedTuple failed) {{ }} {Output} }} [Bolt] public sealed partial class Behind {{ [ShuffleGrouping<Good>] public void Execute(in Word word) {{ }} }}"),
        NearMiss.Bolt("TG0206", "[Bolt] public sealed partial class Good { [ErrorStream] public void Execute(in FailedTuple failed) { } [Output] private partial void Emit(in Word word); } [Bolt] public sealed partial class Behind { [ShuffleGrouping<Good>] public void Execute(in Word word) { } }"),
        NearMiss.OfProgram("TG0206", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} {Source("Alone")} }}"),
        NearMiss.OfProgram("TG0207", $"[Topology(\"a\")] public sealed partial class A {{ {Emitting("S")} [Bolt] public sealed partial class Reader {{ [GlobalGrouping<S>] public void Execute(in T t) {{ }} }} }}"),
        NearMiss.OfProgram("TG0207", $"{Words.Replace("Word>", "T>", StringComparison.Ordinal)} [Topology(\"a\")] public sealed partial class A {{ {Emitting("S")} [Sink<Words>] public sealed partial class Writer {{ [ShuffleGrouping<S>] public void Execute(in T t) => Write(t); [Output] private partial void Write(in T t); }} }}"),
        NearMiss.Bolt("TG0208", "[Bolt(Parallelism = 2)] public sealed partial class Good { [GlobalGrouping<Lines>] public void A(in Line line) { } [ShuffleGrouping<Many>(Stream = \"default\")] public void B(in Line line) { } }"),
        NearMiss.Bolt("TG0208", "[Bolt(Parallelism = 1)] public sealed partial class Good { [GlobalGrouping<Lines>] public void A(in Line line) { } }"),
        NearMiss.Bolt("TG0209", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref long n) => n++; [ShuffleGrouping<Many>(Stream = \"default\")] public void B(in Line line) { } }"),
        NearMiss.Bolt("TG0209", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\"), ShuffleGrouping<Many>(Stream = \"default\")] public void A(in Line line) { } }"),
        NearMiss.Bolt("TG0210", "[Bolt] public sealed partial class Good { [DirectGrouping<Many>] public void Execute(in Word word) { } }"),
        NearMiss.Bolt("TG0210", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Many>(Stream = \"errors\")] public void A(in Line line) { } [ShuffleGrouping<Many>(Stream = \"default\")] public void B(in Line line) { } }"),
        NearMiss.Bolt("TG0211", "[Bolt] public sealed partial class Good { [DirectGrouping<Many>(Stream = \"directed\")] public void Execute(in Word word) { } }"),
        NearMiss.Bolt("TG0211", "[Bolt] public sealed partial class Good { [AllGrouping<Many>(Stream = \"errors\")] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0212", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref long n) => n++; [FieldsGrouping<Many>(\"Number\", Stream = \"default\")] public void B(in Line line) { } }"),
        NearMiss.Bolt("TG0212", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref long n) => n++; [DirectGrouping<Many>] public void B(in Word word) { } }"),
        NearMiss.OfProgram("TG0213", $"[Topology(\"a\")] public sealed partial class A; {Source("Free")}"),
        NearMiss.OfProgram("TG0213", "[Topology(\"a\")] public sealed partial class A { [Spout] public sealed partial class S { public ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation) => new(SpoutStatus.End); } }"),
        NearMiss.Bolt("TG0214", "[Bolt] public sealed partial class Good { [State] private long _n; [ShuffleGrouping<Lines>] public void Execute(in Line line) => _n++; }"),
        NearMiss.Bolt("TG0214", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\"), FieldsGrouping<Many>(\"Text\", Stream = \"errors\")] public void Execute(in Line line, [State] ref long n) => n++; }"),
        NearMiss.Bolt("TG0215", "[Bolt] public sealed partial class Good { [State] private Dictionary<string, long> _n = []; [PartialKeyGrouping<Lines>(\"Text\")] public void Execute(in Line line) => _n[line.Text] = 1; }"),
        NearMiss.Bolt("TG0215", "[Bolt] public sealed partial class Good { [PartialKeyGrouping<Lines>(\"Text\")] public void A(in Line line) { } [FieldsGrouping<Many>(\"Text\", Stream = \"default\")] public void B(in Line line, [State] ref long n) => n++; }"),
        NearMiss.OfProgram("TG0216", $"[Topology(\"a\")] public sealed partial class A {{ {Emitting("S")} }} [Bolt] public sealed partial class Free {{ [ShuffleGrouping<A.S>] public void Execute(in T t) {{ }} }}"),
        NearMiss.OfProgram("TG0216", $"[Topology(\"a\"), Include<Free>] public sealed partial class A {{ {Emitting("S")} }} [Topology(\"b\")] public sealed partial class B {{ {Source("S")} }} [Bolt] public sealed partial class Free {{ [ShuffleGrouping<A.S>] public void Execute(in T t) {{ }} }}"),
        NearMiss.Bolt("TG0217", "public sealed class First : ICustomGrouping<Line> { public int SelectTask(in Line tuple, int taskCount) => 0; } [Bolt] public sealed partial class Good { [CustomGrouping<Lines, First>] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0217", "public abstract class Base<X> : ICustomGrouping<X> { public int SelectTask(in X tuple, int taskCount) => 0; } public sealed class First : Base<Line>; [Bolt] public sealed partial class Good { [CustomGrouping<Lines, First>] public void Execute(in Line line) { } }"),
        NearMiss.Bolt("TG0218", "public abstract class Base { public void Execute(in Line line) { } public void Other(in Word word) { } } [Bolt, ShuffleGrouping<Lines>] public sealed partial class Good : Base;"),
        NearMiss.Bolt("TG0218", "public abstract class Base { public virtual void Execute(in Line line) { } } [Bolt, ShuffleGrouping<Lines>] public sealed partial class Good : Base { public override void Execute(in Line line) { } }"),
    ];

    private static string Source(string name) => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; }}";

    private static string Emitting(string name)
        => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t); }}";
}
