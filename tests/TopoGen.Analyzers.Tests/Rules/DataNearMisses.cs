namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Near misses of rules of guarantees, states, tuples and settings.</summary>
internal static class DataNearMisses
{
    private const string Handler = "[ShuffleGrouping<Lines>] public void Execute(in Line line) { }";

    private const string Sought = "[Spout] public sealed partial class S { [Position] private long _at; public SpoutStatus Next() { Emit(new T((int)_at++)); return SpoutStatus.End; } [Output] private partial void Emit(in T t); }";

    public static IReadOnlyList<NearMiss> All { get; } =
    [
        NearMiss.OfProgram("TG0306", $"[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A {{ [Spout] public sealed partial class S {{ [Position] private long _at; public SpoutStatus Next() => (SpoutStatus)_at++; }} }}"),
        NearMiss.OfProgram("TG0306", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Reliable("public void Fail(int id, FailReason why) { }")} }}"),
        NearMiss.OfProgram("TG0306", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Reliable("[State] private int _at; public int At => _at++; public void Fail(int id, FailReason why) { }").Replace("[Spout]", "[Spout(Recovery = Recovery.None)]", StringComparison.Ordinal)} }}"),
        NearMiss.OfProgram("TG0306", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} }}"),
        NearMiss.Bolt("TG0308", "[Bolt] public sealed partial class Good { [ShuffleGrouping<Lines>] public void Execute(in Line line, Anchor anchor) => anchor.Ack(); }"),
        NearMiss.OfProgram("TG0308", $"[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A {{ {Sought} [Bolt] public sealed partial class Reader {{ [ShuffleGrouping<S>] public Task Execute(T t, Anchor anchor) => Task.CompletedTask; }} }}"),
        NearMiss.OfProgram("TG0308", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Sought} [Bolt] public sealed partial class Reader {{ [ShuffleGrouping<S>] public void Execute(in T t, Anchor anchor) => anchor.Ack(); }} }}"),
        NearMiss.OfProgram("TG0309", $"[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A {{ {Sought} [Bolt(Recovery = Recovery.None)] public sealed partial class Reader {{ [ShuffleGrouping<S>] public void Execute(in T t) {{ }} }} }}"),
        NearMiss.OfProgram("TG0309", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Sought} {Reader("None")} }}"),
        NearMiss.OfProgram("TG0310", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Sought} {Reader("HotStandby")} }}"),
        NearMiss.Bolt("TG0310", $"[Bolt(Recovery = Recovery.Standby)] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0402", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref HashSet<int> n) => n.Add(1); }"),
        NearMiss.OfProgram("TG0402", "[Topology(\"a\", Delivery = Delivery.ExactlyOnce)] public sealed partial class A { [Spout] public sealed partial class S { [State] private Dictionary<string, List<int>> _at = []; public SpoutStatus Next() => (SpoutStatus)_at.Count; } }"),
        NearMiss.OfProgram("TG0402", $"[Topology(\"a\", Delivery = Delivery.AtLeastOnce)] public sealed partial class A {{ {Sought} [Bolt(Recovery = Recovery.None)] public sealed partial class Reader {{ [State] private Uri? _home; [ShuffleGrouping<S>] public void Execute(in T t) => _home ??= new Uri(\"a:b\"); }} }}"),
        NearMiss.Bolt("TG0403", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref string? n, [State] ref List<int> m) => m.Add(n is null ? 0 : 1); }"),
        NearMiss.Bolt("TG0403", "[State] public partial struct Sum { public int N { get; private set; } public void Add() => N++; } [Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref Sum n) => n.Add(); }"),
        NearMiss.Bolt("TG0405", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State(TimeToLive = \"1h\")] ref long n) => n++; [FieldsGrouping<Many>(\"Text\", Stream = \"default\")] public void B(in Line line, [State] ref long n, [State] ref int m) => n += m++; }"),
        NearMiss.Bolt("TG0405", "[Bolt] public sealed partial class Good { [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref int n) => n++; [FieldsGrouping<Many>(\"Text\", Stream = \"default\")] public void B(in Line line, [State(\"other\")] ref long n) => n++; }"),
        NearMiss.Bolt("TG0501", $"[StreamTuple] public readonly partial record struct Big(int? A, DateTimeOffset B, Word[] C, Dictionary<Color, List<Word>> D) {{ public int Twice => (A ?? 0) * 2; }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0501", $"[StreamTuple] public sealed partial record Big(int A) {{ private const string Scheme = \"a\"; public static readonly Uri Home = new(Scheme + \":b\"); public Uri Here => new(Home, A.ToString()); }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0501", $"[StreamTuple] public readonly ref partial struct Big(ReadOnlySpan<Color> colors, Int128? n) {{ private readonly ReadOnlySpan<Color> _colors = colors; public ReadOnlySpan<Color> Colors => _colors; public readonly Int128? N = n; public int Length => Colors.Length; public long More {{ get; init; }} }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0502", $"[StreamTuple] public readonly ref partial struct Big(ReadOnlySpan<byte> bytes) {{ public readonly ReadOnlySpan<byte> Bytes = bytes; }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0503", $"[StreamTuple] public readonly ref partial struct Big; [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0502", $"[StreamTuple] public sealed partial record Big(int A) {{ private int _n; public string Text {{ get; init; }} = \"\"; public int N => _n++; }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0502", $"[StreamTuple] public partial record struct Big {{ public int A {{ get; init; }} }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0503", $"public partial class Outer {{ [StreamTuple] private sealed partial record Big {{ public int A {{ get; init; }} }} }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0503", $"[StreamTuple] public sealed partial record Big {{ public Big() {{ }} public int A {{ get; init; }} }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0504", $"[StreamTuple] public sealed partial record Big(List<int> A, int[] B) : IComparable<Big> {{ public int CompareTo(Big? other) => 0; }} [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0504", $"[StreamTuple] public readonly partial record struct Big(System.Collections.Immutable.ImmutableArray<Color> A, Dictionary<string, List<Word?>> B, Word? C); [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0505", $"[StreamTuple] public sealed partial record Tree(int N, Tree? Left, Tree[] More, List<Tree> Others); [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0505", $"[StreamTuple] public sealed partial record Left(int N, Right? Other); [StreamTuple] public sealed partial record Right(Left[] Others, Dictionary<string, Right> More); [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.Bolt("TG0701", $"[Bolt(Parallelism = 1024)] public sealed partial class Good {{ {Handler} }} [Bolt(Parallelism = 256)] public sealed partial class Keyed {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line) {{ }} }}"),
        NearMiss.OfProgram("TG0701", $"[Topology(\"a\", KeyGroups = 512)] public sealed partial class A {{ {Emitting("S")} [Bolt(Parallelism = 512)] public sealed partial class Reader {{ [FieldsGrouping<S>(\"N\")] public void Execute(in T t) {{ }} }} }}"),
        NearMiss.Bolt("TG0702", $"[Parameters] public sealed record Options([Parameter(\"a\", Positional = true)] string[] Paths, int N = 1, TimeSpan? Wait = null, Color Color = Color.Red); [Bolt] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.OfProgram("TG0702", $"[Topology(\"a\")] public sealed partial class A {{ {Source("S")} [Parameters] public sealed record P(string Name = \"x\", double Rate = 0.5, bool On = true, int? Most = null); }} [Topology(\"b\")] public sealed partial class B {{ {Source("S")} [Parameters] public sealed record P(int N = 1); }}"),
        NearMiss.Bolt("TG0703", $"[Bolt(MaxInFlight = 65536)] public sealed partial class Good {{ {Handler} }}"),
        NearMiss.OfProgram("TG0703", $"[Topology(\"A_b-1\", KeyGroups = 32768, Delivery = Delivery.AtMostOnce)] public sealed partial class A {{ {Source("S")} }}"),
        NearMiss.Bolt("TG0704", $"[Bolt] public sealed partial class Good {{ {Handler} [Tick(\"1.5h\")] private void A() {{ }} [Tick(\"49d\")] private void B() {{ }} [Tick(\"1ms\")] private void C() {{ }} }}"),
        NearMiss.Bolt("TG0704", $"[Bolt] public sealed partial class Good {{ {Handler} [Tick(\"500ms\")] private void A() {{ }} [Tick(\"2m\")] private void B() {{ }} }}"),
    ];

    private static string Source(string name) => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; }}";

    private static string Emitting(string name)
        => $"[Spout] public sealed partial class {name} {{ public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t); }}";

    private static string Reader(string recovery)
        => $"[Bolt(Recovery = Recovery.{recovery})] public sealed partial class Reader {{ [State] private long _sum; [ShuffleGrouping<S>] public void Execute(in T t) => _sum += t.N; }}";

    private static string Reliable(string members)
        => $"[Spout] public sealed partial class S {{ {members} public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t, int id); }}";
}
