namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>Programs that are nearly wrong, and right. The pages of the rules have another one each.</summary>
public sealed class NearMissTests
{
    private const string Output = "[Output] private partial void Emit(in Word word);";

    private const string Handler = "[ShuffleGrouping<Lines>] public void Execute(in Line line) { }";

    /// <summary>What the topology of <see cref="Sample.WithBolt"/> holds beside its spouts; each under the rule that it nearly breaks.</summary>
    public static TheoryData<string, string> Members => new()
    {
        { "TG0101", $"public class Plain2 {{ public class Within; }} [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0102", "[Bolt] public sealed partial class Good { [ErrorStream] public void Execute(in FailedTuple failed) { } }" },
        { "TG0102", "[Spout] public sealed partial class Good { public Task<SpoutStatus> NextAsync() => Task.FromResult(SpoutStatus.End); }" },
        { "TG0103", $"[Bolt] public sealed partial class Good {{ {Handler} public SpoutStatus Next() => SpoutStatus.End; }}" },
        { "TG0104", $"public abstract class Base {{ public void Execute(in Line line) {{ }} }} [Bolt, ShuffleGrouping<Lines>] public partial class Good : Base;" },
        { "TG0104", $"public abstract class Base<T> {{ public void Execute(in T line) {{ }} }} [Bolt, ShuffleGrouping<Lines>] internal sealed partial class Good : Base<Line>;" },
        { "TG0105", $"[Bolt] public sealed partial class Good {{ {Handler} {Output} [Output] private partial void Emit(in Line line); [Output(\"x\")] private partial void X(in Word word); }}" },
        { "TG0106", $"public interface IClock; [Bolt] public sealed partial class Good(IClock clock, IServiceProvider services, int limit = 3, string? name = null, TimeSpan wait = default) {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) => GC.KeepAlive((clock, services, limit, name, wait)); }}" },
        { "TG0106", $"public readonly record struct Limit(int Most); [Bolt] public sealed partial class Good {{ private Good(int n) {{ }} public Good(Limit limit) : this(limit.Most) {{ }} public Good() : this(1) {{ }} {Handler} }}" },
        { "TG0109", $"[Bolt] public sealed partial class Good {{ {Handler} [Output] internal partial void Emit(scoped in Word word); [Output] private partial void Emit(in Word word, Anchor anchor); }}" },
        { "TG0109", $"[Bolt] public sealed partial class Good {{ {Handler} [Output(Direct = true)] private partial void Emit(int task, Word word); private partial void Other(); private partial void Other() {{ }} }}" },
        { "TG0110", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Lines>] private void Execute(Line line) { } public void Open() { } private void Close() { } public void Open(TaskContext context) { } }" },
        { "TG0110", $"[Bolt] public sealed partial class Good {{ {Handler} public int Next(int n) => n; public int Ack => 1; [OnCommit] private void Done(long epoch) {{ }} }}" },
        { "TG0111", "[Bolt] public sealed partial class Good { [State] private long _n; [ShuffleGrouping<Lines>] public Task Execute(Line line) { _n++; return Task.CompletedTask; } }" },
        { "TG0115", $"public abstract class Base {{ public void Execute(in Line line) => Emit(new Word(line.Text)); [Output] protected abstract void Emit(in Word word); }} [Bolt, ShuffleGrouping<Lines>] public sealed partial class Good : Base;" },
        { "TG0116", "[Spout] public sealed partial class Good { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, string? id); [Output] private partial void Emit(in Line line, string id); [Output(\"x\")] private partial void Plain(in Line line); }" },
        { "TG0118", "[Spout] public sealed partial class Good { [Position(MaxStep = 10)] private long _at; [State] private int _more; public SpoutStatus Next() => (SpoutStatus)(_at++ + _more++); }" },
        { "TG0119", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State(\"total\")] ref long n) => n++; [Tick(\"1s\")] private void Beat(KeyedState<string, long> other) { } public void End([State(\"total\")] KeyedState<string, long> x) { } }" },
        { "TG0201", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Many>(Stream = \"errors\")] public void Execute(in Line line) { } }" },
        { "TG0202", "[Bolt] public sealed partial class Good { [DirectGrouping<Many>] public void Execute(in Word word) { } }" },
        { "TG0203", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(nameof(Line.Text), nameof(Line.Number))] public void Execute(in Line line) { } }" },
        { "TG0204", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(nameof(Line.Color))] public void Execute(in Line line) { } }" },
        { "TG0205", $"[Bolt] public sealed partial class A {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} [Bolt] public sealed partial class B {{ [ShuffleGrouping<A>] public void Execute(in Word word) {{ }} {Output} }} [Bolt] public sealed partial class C {{ [ShuffleGrouping<A>, ShuffleGrouping<B>] public void Execute(in Word word) {{ }} }}" },
        { "TG0206", "[Bolt] public sealed partial class Good { [ErrorStream] public void Execute(in FailedTuple failed) { } [Output] private partial void Emit(in Word word); } [Bolt] public sealed partial class Behind { [ShuffleGrouping<Good>] public void Execute(in Word word) { } }" },
        { "TG0208", "[Bolt(Parallelism = 2)] public sealed partial class Good { [GlobalGrouping<Lines>] public void A(in Line line) { } [ShuffleGrouping<Many>(Stream = \"default\")] public void B(in Line line) { } }" },
        { "TG0208", "[Bolt(Parallelism = 1)] public sealed partial class Good { [GlobalGrouping<Lines>] public void A(in Line line) { } }" },
        { "TG0209", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref long n) => n++; [ShuffleGrouping<Many>(Stream = \"default\")] public void B(in Line line) { } }" },
        { "TG0209", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\"), ShuffleGrouping<Many>(Stream = \"default\")] public void A(in Line line) { } }" },
        { "TG0212", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref long n) => n++; [FieldsGrouping<Many>(\"Number\", Stream = \"default\")] public void B(in Line line) { } }" },
        { "TG0212", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref long n) => n++; [DirectGrouping<Many>] public void B(in Word word) { } }" },
        { "TG0214", "[Bolt] public sealed partial class Good { [State] private long _n; [ShuffleGrouping<Lines>] public void Execute(in Line line) => _n++; }" },
        { "TG0215", "[Bolt] public sealed partial class Good { [State] private Dictionary<string, long> _n = []; [PartialKeyGrouping<Lines>(\"Text\")] public void Execute(in Line line) => _n[line.Text] = 1; }" },
        { "TG0308", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Lines>] public void Execute(in Line line, Anchor anchor) => anchor.Ack(); }" },
        { "TG0402", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref HashSet<int> n) => n.Add(1); }" },
        { "TG0403", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref string? n, [State] ref List<int> m) => m.Add(n is null ? 0 : 1); }" },
        { "TG0403", "[State] public partial struct Sum { public int N { get; private set; } public void Add() => N++; } [Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref Sum n) => n.Add(); }" },
        { "TG0405", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State(TimeToLive = \"1h\")] ref long n) => n++; [FieldsGrouping<Many>(\"Text\", Stream = \"default\")] public void B(in Line line, [State] ref long n, [State] ref int m) => n += m++; }" },
        { "TG0501", $"[StreamTuple] public readonly partial record struct Big(int? A, DateTimeOffset B, Word[] C, Dictionary<Color, List<Word>> D) {{ public int Twice => (A ?? 0) * 2; }} [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0502", $"[StreamTuple] public sealed partial record Big(int A) {{ private int _n; public string Text {{ get; init; }} = \"\"; public int N => _n++; }} [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0502", $"[StreamTuple] public partial record struct Big {{ public int A {{ get; init; }} }} [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0503", $"public partial class Outer {{ [StreamTuple] private sealed partial record Big {{ public int A {{ get; init; }} }} }} [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0504", $"[StreamTuple] public sealed partial record Big(List<int> A, int[] B) : IComparable<Big> {{ public int CompareTo(Big? other) => 0; }} [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0505", $"[StreamTuple] public sealed partial record Tree(int N, Tree? Left, Tree[] More, List<Tree> Others); [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0701", $"[Bolt(Parallelism = 1024)] public sealed partial class Good {{ {Handler} }} [Bolt(Parallelism = 256)] public sealed partial class Keyed {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line) {{ }} }}" },
        { "TG0702", $"[Parameters] public sealed record Options([Parameter(\"a\", Positional = true)] string[] Paths, int N = 1, TimeSpan? Wait = null, Color Color = Color.Red); [Bolt] public sealed partial class Good {{ {Handler} }}" },
        { "TG0703", $"[Bolt(MaxInFlight = 65536)] public sealed partial class Good {{ {Handler} }}" },
        { "TG0704", $"[Bolt] public sealed partial class Good {{ {Handler} [Tick(\"1.5h\")] private void A() {{ }} [Tick(\"49d\")] private void B() {{ }} [Tick(\"1ms\")] private void C() {{ }} }}" },
    };

    /// <summary>Whole programs.</summary>
    public static TheoryData<string, string> Programs => new()
    {
        { "TG0105", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} }} [Topology(\"b\")] public sealed partial class B {{ {Source("S")} }}" },
        { "TG0107", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Reliable("public void Fail(int id, FailReason why) { }")} }}" },
        { "TG0107", $"[Topology(\"a\")] public sealed partial class A {{ {Reliable("")} }}" },
        { "TG0107", $"[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A {{ {Reliable("[State] private int _n; public int N => _n++;")} }}" },
        { "TG0108", $"[Topology(\"a\"), Include<Free>] public sealed partial class A {{ {Source("S")} }} [Topology(\"b\")] public sealed partial class B {{ {Source("S")} }} {Source("Free")}" },
        { "TG0108", $"[Topology(\"a\")] public sealed partial class A; {Source("Free")}" },
        { "TG0113", $"internal partial class Outer {{ [Topology(\"a\")] internal partial class A {{ {Source("S")} }} }}" },
        { "TG0114", $"[Topology(\"a\"), Include<Free>] public sealed partial class A; {Source("Free")}" },
        { "TG0206", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} {Source("Alone")} }}" },
        { "TG0213", $"[Topology(\"a\")] public sealed partial class A; {Source("Free")}" },
        { "TG0216", $"[Topology(\"a\")] public sealed partial class A {{ {Emitting("S")} }} [Bolt] public sealed partial class Free {{ [ShuffleGrouping<A.S>] public void Execute(in T t) {{ }} }}" },
        { "TG0306", $"[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A {{ [Spout] public sealed partial class S {{ [Position] private long _at; public SpoutStatus Next() => (SpoutStatus)_at++; }} }}" },
        { "TG0306", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Reliable("public void Fail(int id, FailReason why) { }")} }}" },
        { "TG0306", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} }}" },
        { "TG0402", "[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A { [Spout] public sealed partial class S { [State] private Dictionary<string, List<int>> _at = []; public SpoutStatus Next() => (SpoutStatus)_at.Count; } }" },
        { "TG0703", $"[Topology(\"A_b-1\", KeyGroups = 32768, Delivery = Delivery.AtMostOnce)] public sealed partial class A {{ {Source("S")} }}" },
    };

    [Theory, MemberData(nameof(Members))]
    public Task A_member_that_is_nearly_wrong_is_right(string rule, string members) => IsSilent(rule, Sample.WithBolt(members));

    [Theory, MemberData(nameof(Programs))]
    public Task A_program_that_is_nearly_wrong_is_right(string rule, string program)
        => IsSilent(rule, "using TopoGen; namespace Samples { [StreamTuple] public readonly partial record struct T(int N); " + program + " }");

    private static string Source(string name) => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; }}";

    private static string Emitting(string name)
        => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t); }}";

    private static string Reliable(string members)
        => $"[Spout] public sealed partial class S {{ {members} public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t, int id); }}";

    /// <summary>No rule of declarations but that of unread outputs, of which samples are full; and it compiles.</summary>
    private static async Task IsSilent(string rule, string program)
    {
        AnalyzerRun run = await AnalyzerRun.Of(program);

        Assert.DoesNotContain(run.InEditor, d => d.Id == rule);
        Assert.DoesNotContain(run.Generator.Concat(run.Analyzers), static d => d.Id != "TG0207" && Toolbox.DeclarationRules.Contains(d.Id));
        Assert.Empty(run.Compiler);
    }
}
