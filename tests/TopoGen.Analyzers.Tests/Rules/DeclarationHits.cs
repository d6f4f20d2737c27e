namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>What a declaration shows by itself, for each rule once.</summary>
internal static class DeclarationHits
{
    private const string Bad = "Samples.Broken.Bad: ";

    private const string Handler = "[ShuffleGrouping<Lines>] public void Execute(in Line line) { }";

    private const string Next = "public SpoutStatus Next() => SpoutStatus.End;";

    private const string Output = "[Output] private partial void Emit(in Word word);";

    public static IReadOnlyList<RuleHit> All { get; } =
    [
        Bolt($$"""[Bolt] public sealed class {|TG0101:Bad|} { {{Handler}} }""", "'Bad' is not partial, so nothing can be added to it; declare 'Bad' as partial"),
        Bolt("[Bolt] public sealed partial class {|TG0102:Bad|};", "a bolt needs a handler; give a method a grouping, such as [ShuffleGrouping<Source>]"),
        Bolt($$"""[Spout, {|TG0103:Bolt|}] public sealed partial class Bad { {{Next}} }""", "it is marked both [Spout] and [Bolt]; choose one, or split it into two classes"),
        Bolt($$"""[Bolt] public {|TG0104:abstract|} partial class Bad { {{Handler}} }""", "a component cannot be abstract; mark the sealed class that derives from 'Bad' instead"),
        Bolt(
            $$"""[Bolt] public sealed partial class Bad { {{Handler}} {{Output}} [Output] private partial void {|TG0105:Other|}(in Word word); }""",
            "stream 'default' of 'Word' has several outputs; give 'Other' a name of its own: [Output(\"name\")]"),
        Bolt(
            $$"""[Bolt] public sealed partial class Bad(Span<int> {|TG0106:numbers|}) { {{Handler}} public int Length = numbers.Length; }""",
            "constructor parameter 'numbers' of type 'Span<int>' cannot be a service; take a class, interface or struct by value"),
        Bolt(
            $$"""[Bolt] public sealed partial class Bad { {{Handler}} [Output] private void {|TG0109:Emit|}(in Word word) { } }""",
            "output 'Emit' has a body of its own; declare 'Emit' as partial, and remove its body"),
        Bolt(
            $$"""[Bolt] public sealed partial class Bad { {{Handler}} public int {|TG0110:Open|}() => 0; }""",
            "'Open' has a wrong signature; declare it as 'void Open()' or 'void Open(TaskContext context)'"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>("Text")] public Task Execute(Line line, [State] ref long {|TG0111:seen|}) => Task.CompletedTask; }""",
            "asynchronous handler 'Execute' has [State] 'seen', and two of its calls may run at once; make the handler synchronous, or keep the state in a bolt behind it"),
        Program(
            """[Topology("a")] public {|TG0113:static|} partial class Bad;""",
            "Samples.Bad: a topology cannot be static, because a static class implements no interface; declare it 'sealed partial'; nobody can create it either"),
        Program(
            """[Topology("a"), Include<{|TG0114:string|}>] public sealed partial class Bad;""",
            "Samples.Bad: included 'string' is not a component; name a class marked [Spout] or [Bolt]"),
        Bolt(
            $$"""public sealed partial class {|TG0115:Bad|} { {{Output}} }""",
            "it has outputs and is not a component; mark the class [Spout] or [Bolt], or declare the outputs of a base class 'protected abstract'"),
        Bolt(
            $$"""[Spout] public sealed partial class Bad { {{Next}} [Output] private partial void Emit(in Line line, string id); [Output] private partial void {|TG0116:Emit|}(in Word word, long id); }""",
            "its outputs name messages by two types, 'string' and 'long'; use one type of ids in a spout"),
        Bolt(
            $$"""[Sink<{|TG0117:string|}>] public sealed partial class Bad { {{Handler}} {{Output}} }""",
            "'string' is no sink; implement 'ISink<Word>', or name a class that does"),
        Bolt(
            """[Spout] public sealed partial class Bad { [Position] private int {|TG0118:_at|}; public SpoutStatus Next() => (SpoutStatus)_at++; }""",
            "position '_at' is no instance field of type 'long' that can be set; declare it as '[Position] private long _position;'"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>("Text")] public void Execute(in Line line, [State] ref long seen) => seen++; public void End(KeyedState<string, int> {|TG0119:seen|}) { } }""",
            "'seen' of 'End' matches no per-key state; use the name and types of one of 'seen' (long by string)"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [ShuffleGrouping<Many>(Stream = {|TG0201:"errrors"|})] public void Execute(in Line line) { } }""",
            "'Many' has no stream 'errrors'; did you mean 'errors'?"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in {|TG0202:Word|} word) { } }""",
            "'Lines' has no output of 'Word'; handle what it emits, 'Line'"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>({|TG0203:"Txt"|})] public void Execute(in Line line) { } }""",
            "'Line' has no field 'Txt'; did you mean 'Text'?"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>("Text", {|TG0204:"Weight"|})] public void Execute(in Line line) { } }""",
            "field 'Weight' of 'Line' is of type 'double', which has no stable hash; group by fields of integer, string, Guid, date, time, enum or byte types"),
        Bolt(
            """[Bolt(Parallelism = {|TG0208:2|})] public sealed partial class Bad { [GlobalGrouping<Lines>] public void Execute(in Line line) { } }""",
            "a global grouping sends every tuple to one task, and Parallelism is 2; remove Parallelism, or use another grouping"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>("Text"), {|TG0209:ShuffleGrouping<Many>(Stream = "errors")|}] public void Execute(in Line line, [State] ref long seen) => seen++; }""",
            "[State] 'seen' of 'Execute' is kept per key, and this grouping has no key; use [FieldsGrouping<Many>] here as well, or give the stream a handler without that state"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [{|TG0210:ShuffleGrouping<Many>|}] public void Execute(in Line line) { } }""",
            "'Many' has several outputs of 'Line'; choose one by Stream = 'default', 'errors'"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [{|TG0211:DirectGrouping<Lines>|}] public void Execute(in Line line) { } }""",
            "stream 'default' of 'Lines' is not direct; declare its output with [Output(Direct = true)], or use another grouping"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>("Text")] public void A(in Line line, [State] ref long a) => a++; [{|TG0212:FieldsGrouping<Lines>("Number")|}] public void B(in Line line, [State] ref long b) => b++; }""",
            "'B' is grouped by 'int' and 'A' by 'string', so their tuples do not meet; group both by the same key, or make two bolts of it"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line, [State] ref long {|TG0214:seen|}) => seen++; }""",
            "[State] 'seen' of 'Execute' is kept per key, and the grouping has no key; use [FieldsGrouping<Lines>(nameof(Line.Text))], or a [State] field for state of the whole task"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [PartialKeyGrouping<Lines>("Text")] public void Execute(in Line line, [State] ref long {|TG0215:seen|}) => seen++; }""",
            "[State] 'seen' of 'Execute' is kept per key, and a partial-key grouping gives each key two tasks; use [FieldsGrouping<Source>(nameof(...))], or aggregate in a [State] field and again in a bolt behind it"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [CustomGrouping<Lines, {|TG0217:object|}>] public void Execute(in Line line) { } }""",
            "'object' does not implement 'ICustomGrouping<Line>'; implement it, or name a class that does"),
        Bolt(
            "[Bolt, {|TG0218:ShuffleGrouping<Lines>|}] public sealed partial class Bad;",
            "a grouping on the class subscribes an inherited handler, and there is none; put the grouping on a method, or derive from a class with a handler"),
        Bolt(
            $$"""[Bolt(Recovery = {|TG0310:Recovery.HotStandby|})] public sealed partial class Bad { {{Handler}} }""",
            "a hot standby follows the state of its component, which has none; use Recovery.Standby for a spare without state, or remove Recovery"),
        Bolt(
            "[State] public sealed partial class Bad { public {|TG0402:Uri?|} Home { get; set; } }",
            "'Home' has the type 'Uri?', which has no encoding; use a number, string, time, enum, stream tuple, a partial type marked [State], or an array, ImmutableArray, List or Dictionary of these"),
        Bolt(
            $$"""[Bolt] public sealed partial class Bad { [State] private static long {|TG0403:_seen|}; {{Handler}} public long Seen => _seen++; }""",
            "state '_seen' is static; make it an instance field: each task has its own"),
        Bolt(
            """[Bolt] public sealed partial class Bad { [FieldsGrouping<Lines>("Text")] public void A(in Line line, [State] ref int seen) => seen++; [FieldsGrouping<Lines>("Text")] public void B(in Line line, [State] ref long {|TG0405:seen|}) => seen++; }""",
            "state 'seen' is declared with two types, 'int' by 'string' and 'long' by 'string'; use equal types, or give one of them a name of its own: [State(\"name\")]"),
        Bolt(
            "[StreamTuple] public readonly partial record struct Bad({|TG0501:Dictionary<string, Uri[]>|} Homes);",
            "'Homes.Value[]' has the type 'Uri', which has no encoding; use a number, string, time, enum, another stream tuple, or an array, ImmutableArray, List or Dictionary of these"),
        Bolt(
            "[StreamTuple] public sealed partial record Bad { public int {|TG0502:Number|} { get; set; } }",
            "'Number' can be changed after the tuple was emitted; declare it with 'init' instead of 'set'"),
        Bolt(
            "[StreamTuple] public sealed partial class {|TG0503:Bad|} { public int Number { get; init; } }",
            "a stream tuple is a record; declare 'Bad' as a partial record struct or partial record"),
        Bolt(
            "[StreamTuple] public readonly partial record struct Bad({|TG0504:object|} Any);",
            "'Any' has the type 'object', which has no encoding; use a number, string, time, enum, another stream tuple, or an array, ImmutableArray, List or Dictionary of these"),
        Bolt(
            "[StreamTuple] public sealed partial record Bad(int Number, {|TG0505:Bad|} Next);",
            "every value contains another without an end (Bad.Next); make one of these fields nullable"),
        Bolt(
            $$"""[Bolt(Parallelism = {|TG0701:1025|})] public sealed partial class Bad { {{Handler}} }""",
            "Parallelism is 1025; declare 1024 or fewer"),
        Bolt(
            "[Parameters] public sealed record Bad({|TG0702:Uri|} Address);",
            "parameter 'Address' is of type 'Uri', which cannot be read from text; use string, bool, a number, TimeSpan, an enum, a nullable of these, or string[]"),
        Bolt(
            $$"""[Bolt(MaxInFlight = {|TG0703:0|})] public sealed partial class Bad { {{Handler}} }""",
            "MaxInFlight is 0; declare 1 to 65536"),
        Bolt(
            $$"""[Bolt] public sealed partial class Bad { {{Handler}} [Tick({|TG0704:"1"|})] private void Beat() { } }""",
            "interval '1' of tick 'Beat' is not valid; write a positive number and a unit: \"250ms\", \"1s\", \"5m\", \"1h\""),
    ];

    private static RuleHit Bolt(string members, string message) => new(Sample.WithBolt(members), Bad + message);

    private static RuleHit Program(string declarations, string message) => new("using TopoGen; namespace Samples { " + declarations + " }", message);
}
