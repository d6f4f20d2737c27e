namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>What only the whole shows, for each rule once.</summary>
internal static class TopologyHits
{
    private const string Tuple = "[StreamTuple] public readonly partial record struct T(int N);";

    private const string Source = "[Spout] public sealed partial class Source { public SpoutStatus Next() => SpoutStatus.End; }";

    private const string Emitting = "[Spout] public sealed partial class Source { public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t); }";

    private const string Exact = "[Topology(\"a\", Delivery = Delivery.ExactlyOnce)]";

    private const string Sought = "[Spout] public sealed partial class Source { [Position] private long _at; public SpoutStatus Next() { Emit(new T((int)_at++)); return SpoutStatus.End; } [Output] private partial void Emit(in T t); }";

    public static IReadOnlyList<RuleHit> All { get; } =
    [
        Program(
            $$"""[Topology("a")] public sealed partial class A { {{Source}} } [Topology({|TG0105:"a"|})] public sealed partial class B { {{Source}} }""",
            "Samples.B: 'Samples.A' is called 'a' as well; give each topology a name of its own"),
        Program(
            """
            [Topology("a", Delivery = Delivery.AtLeastOnce)]
            public sealed partial class A
            {
                [Spout] public sealed partial class {|TG0107:Source|} { public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void Emit(in T t, long id); }
                [Bolt] public sealed partial class Reader { [ShuffleGrouping<Source>] public void Execute(in T t) { } }
            }
            """,
            "Samples.A.Source: its messages that fail are never emitted again, because it does not hear of them ('a' has Delivery.AtLeastOnce); declare 'void Fail(long messageId, FailReason reason)', which emits the message again"),
        Program(
            $$"""[Topology("a")] public sealed partial class A { {{Source}} } [Topology("b")] public sealed partial class B { {{Source}} } [Spout] public sealed partial class {|TG0108:Free|} { public SpoutStatus Next() => SpoutStatus.End; }""",
            "Samples.Free: it belongs to no topology, and the assembly has several; nest it in a topology class, or write [Include<Free>] on one of 'A', 'B'"),
        Program(
            $$"""
            [Topology("a")]
            public sealed partial class A
            {
                {{Emitting}}
                [Bolt] public sealed partial class B { [ShuffleGrouping<Source>, {|TG0205:ShuffleGrouping<C>|}] public void Execute(in T t) { } [Output] private partial void Emit(in T t); }
                [Bolt] public sealed partial class C { [ShuffleGrouping<B>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); }
            }
            """,
            "Samples.A.B: this subscription closes a cycle, B -> C -> B; remove one of these subscriptions"),
        Program(
            $$"""
            [Topology("a")]
            public sealed partial class A
            {
                {{Source}}
                [Bolt] public sealed partial class B { [ShuffleGrouping<C>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); }
                [Bolt] public sealed partial class C { [ShuffleGrouping<B>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); }
                [Bolt] public sealed partial class {|TG0206:Behind|} { [ShuffleGrouping<C>] public void Execute(in T t) { } }
            }
            """,
            "Samples.A.Behind: no tuple of any spout can reach it; subscribe to a spout, or to a bolt that is fed by one",
            also: "TG0205"),
        Program(
            """[Topology("a")] public sealed partial class A { [Spout] public sealed partial class Source { public SpoutStatus Next() => SpoutStatus.End; [Output] private partial void {|TG0207:Emit|}(in T t); } }""",
            "Samples.A.Source: nobody in 'a' subscribes to its stream 'default' of 'T'; subscribe to it, or remove the output"),
        Program(
            """[Topology("a")] public sealed partial class {|TG0213:A|} { [Bolt] public sealed partial class Log { [ErrorStream] public void Execute(in FailedTuple failed) { } } }""",
            "Samples.A: it has no spout, so no tuple ever comes in; nest a class marked [Spout] in it, or include one by [Include<Spout>]"),
        Program(
            $$"""
            [Topology("a")] public sealed partial class A { {{Emitting}} [Bolt] public sealed partial class Reader { [ShuffleGrouping<Source>] public void Execute(in T t) { } } }
            [Topology("b")] public sealed partial class B { [Bolt] public sealed partial class Reader { [{|TG0216:ShuffleGrouping<A.Source>|}] public void Execute(in T t) { } } }
            """,
            "Samples.B.Reader: its source 'Source' is not part of topology 'b'; write [Include<Source>] on 'B', or subscribe to a component of it"),
        Program(
            $$"""{{Exact}} public sealed partial class A { [Spout] public sealed partial class {|TG0306:Source|} { public SpoutStatus Next() => SpoutStatus.End; } }""",
            "Samples.A.Source: the spout does not say where to begin again, so what is lost cannot be emitted again ('a' has Delivery.ExactlyOnce); mark how far it has come with [Position] or [State], and seek there in Open; with Delivery.AtLeastOnce an output that takes a message id does as well"),
        Program(
            $$"""{{Exact}} public sealed partial class A { {{Sought}} [Bolt] public sealed partial class Reader { [ShuffleGrouping<Source>] public void Execute(in T t, Anchor {|TG0308:anchor|}) => anchor.Ack(); } }""",
            "Samples.A.Reader: handler 'Execute' acks by hand, and a tuple is done with its call ('a' has Delivery.ExactlyOnce); remove 'anchor' from its parameters, or set Delivery = Delivery.AtLeastOnce"),
        Program(
            $$"""{{Exact}} public sealed partial class A { {{Sought}} [Bolt(Recovery = {|TG0309:Recovery.None|})] public sealed partial class Reader { [State] private long _sum; [ShuffleGrouping<Source>] public void Execute(in T t) => _sum += t.N; } }""",
            "Samples.A.Reader: Recovery.None leaves state 'sum' out of checkpoints, so that it begins anew where a task is moved or rewound ('a' has Delivery.ExactlyOnce); remove Recovery.None, or the state"),
        Program(
            $$"""[Topology("a")] public sealed partial class A { {{Sought}} [Bolt(Recovery = {|TG0310:Recovery.HotStandby|})] public sealed partial class Reader { [State] private long _sum; [ShuffleGrouping<Source>] public void Execute(in T t) => _sum += t.N; } }""",
            "Samples.A.Reader: a hot standby follows checkpoints, and the topology keeps none ('a' has Delivery.AtMostOnce); use Recovery.Standby for a spare without state, or remove Recovery"),
        Program(
            $$"""{{Exact}} public sealed partial class A { {{Sought}} [Bolt] public sealed partial class Reader { [State] private {|TG0402:Uri?|} _home; [ShuffleGrouping<Source>] public void Execute(in T t) => _home ??= new Uri("a:b"); } }""",
            "Samples.A.Reader: state 'home' cannot be part of a checkpoint: '_home' has the type 'Uri?', which has no encoding ('a' has Delivery.ExactlyOnce); use a number, string, time, enum, stream tuple, a partial type marked [State], or an array, ImmutableArray, List or Dictionary of these"),
        Program(
            $$"""[Topology("a", KeyGroups = 4)] public sealed partial class A { {{Emitting}} [Bolt(Parallelism = {|TG0701:5|})] public sealed partial class Reader { [FieldsGrouping<Source>("N")] public void Execute(in T t) { } } }""",
            "Samples.A.Reader: Parallelism is 5, and 'a' has 4 key groups; declare fewer tasks, or more KeyGroups on the topology"),
        Program(
            $$"""[Topology("a")] public sealed partial class {|TG0702:A|} { {{Source}} [Parameters] public sealed record P(int N = 1); [Parameters] public sealed record Q(int M = 1); }""",
            "Samples.A: it has several parameter records, 'Samples.A.P', 'Samples.A.Q'; merge them into one"),
    ];

    private static RuleHit Program(string declarations, string message, string? also = null)
        => new($"using TopoGen; namespace Samples {{ {Tuple} {declarations} }}", message) { Also = also };
}
