using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests;

/// <summary>Whatever users write, they get one error that says what to do, and no unimplemented partial method.</summary>
public sealed class MistakeTests
{
    private const string Output = "[Output] private partial void Emit(in Word word);";

    private const string Message = "[Output] private partial void Emit(in Word word, long id);";

    private const string Words = """
        public sealed class Words : ISink<Word>
        {
            public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation) => new((SinkStamp?)null);
            public ValueTask ApplyAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Word> commands, CancellationToken cancellation) => default;
        }
        """;

    /// <summary>The body of a topology class, the declaration to be reported, and a part of the message.</summary>
    public static TheoryData<string, string, string> Bolts => new()
    {
        { $"[Bolt] public sealed partial class Bad {{ {Output} }}", "Bad", "a bolt needs a handler" },
        { $"[Spout] public sealed partial class Bad {{ {Output} }}", "Bad", "a spout needs a method 'Next'" },
        { $"[Spout] public sealed partial class Bad {{ public int Next() => 0; {Output} }}", "Bad", "'Next' has a wrong signature" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public Task<SpoutStatus> NextAsync() => throw new InvalidOperationException(); {Output} }}", "Bad", "both 'Next' and 'NextAsync'" },
        { $"[Spout] public sealed partial class Bad {{ [Position] private int _at = 1; public SpoutStatus Next() => (SpoutStatus)_at; {Output} }}", "Bad", "position '_at' is no instance field of type 'long'" },
        { $"[Spout] public sealed partial class Bad {{ [Position] private readonly long _at = 1; public SpoutStatus Next() => (SpoutStatus)_at; {Output} }}", "Bad", "position '_at' is no instance field of type 'long' that can be set" },
        { $"[Spout] public sealed partial class Bad {{ [Position] private long _at; [Position] private long _too; public SpoutStatus Next() => (SpoutStatus)(_at++ + _too++); {Output} }}", "Bad", "'_at' and '_too' are both marked [Position]" },
        { $"[Spout] public sealed partial class Bad {{ [Position(MaxStep = 0)] private long _at; public SpoutStatus Next() => (SpoutStatus)_at++; {Output} }}", "Bad", "MaxStep of position '_at' is 0" },
        { $"[Bolt] public sealed partial class Bad {{ [Position] private long _at; [ShuffleGrouping<Lines>] public void Execute(in Line line) => _at++; {Output} }}", "Bad", "'_at' is marked [Position], which only a spout has" },
        { $"[Spout, Bolt] public sealed partial class Bad {{ public SpoutStatus Next() => 0; {Output} }}", "Bad", "both [Spout] and [Bolt]" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "cannot subscribe" },
        { $"[Bolt] public abstract partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "cannot be abstract" },
        { $"[Bolt] public sealed partial class Bad<T> {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "cannot be generic" },
        { $"[Bolt] public static partial class Bad {{ [Output] private static partial void Emit(in Word word); }}", "Bad", "cannot be static" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<string>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "source 'string' is not a component" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Word word) {{ }} {Output} }}", "Bad", "'Lines' has no output of 'Word'; handle what it emits, 'Line'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>(Stream = \"errrors\")] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "'Many' has no stream 'errrors'; did you mean 'errors'?" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "several outputs of 'Line'; choose one by Stream = 'default', 'errors'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>(Stream = \"errors\")] public void Execute(in Word word) {{ }} {Output} }}", "Bad", "stream 'errors' of 'Many' does not carry 'Word'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Plain plain) {{ }} {Output} }}", "Bad", "'Plain', which is not a stream tuple" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Txt\")] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "'Line' has no field 'Txt'; did you mean 'Text'?" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Unrelated\")] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "its fields are 'Text', 'Number', 'Weight', 'Color'" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Weight\")] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "'double', which has no stable hash" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line, [State] ref long n) {{ }} {Output} }}", "Bad", "kept per key, and the grouping has no key" },
        { $"[Bolt] public sealed partial class Bad {{ [PartialKeyGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref long n) {{ }} {Output} }}", "Bad", "gives each key two tasks" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public Task Execute(Line line, [State] ref long n) => Task.CompletedTask; [Output] private partial void Emit(in Word word, Anchor anchor); }}", "Bad", "asynchronous handler 'Execute' has [State] 'n'" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref string n) {{ }} {Output} }}", "Bad", "declare it as 'string?'" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref int n) {{ }} [FieldsGrouping<Lines>(\"Text\")] public void B(in Line line, [State] ref long n) {{ }} {Output} }}", "Bad", "state 'n' is declared with two types" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public int Execute(in Line line) => 0; {Output} }}", "Bad", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public async void Execute(Line line) => await Task.Yield(); {Output} }}", "Bad", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line, int more) {{ }} {Output} }}", "Bad", "parameter 'more' of handler 'Execute' cannot be supplied" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(ref Line line) {{ }} {Output} }}", "Bad", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute() {{ }} {Output} }}", "Bad", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public int Open() => 0; {Output} }}", "Bad", "'Open' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public void Close(int why) {{ }} {Output} }}", "Bad", "'Close' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public Task End() => Task.CompletedTask; {Output} }}", "Bad", "'End' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public void End(KeyedState<string, long> n) {{ }} {Output} }}", "Bad", "'n' of 'End' matches no per-key state" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref long n) {{ }} public void End(KeyedState<string, int> n) {{ }} {Output} }}", "Bad", "use the name and types of one of 'n' (long by string)" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"soon\")] public void Beat() {{ }} {Output} }}", "Bad", "interval 'soon' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"0s\")] public void Beat() {{ }} {Output} }}", "Bad", "interval '0s' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"0.5ms\")] public void Beat() {{ }} {Output} }}", "Bad", "interval '0.5ms' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"1200h\")] public void Beat() {{ }} {Output} }}", "Bad", "interval '1200h' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"1s\")] public int Beat() => 0; {Output} }}", "Bad", "'Beat' has a wrong signature" },
        { $"[Bolt(Parallelism = 0)] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "Parallelism is 0" },
        { $"[Bolt(Parallelism = 300)] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "Parallelism is 300, and 'broken' has 256 key groups" },
        { $"[Bolt(MaxInFlight = 70000)] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "MaxInFlight is 70000" },
        { $"[Bolt] public sealed partial class Bad {{ [CustomGrouping<Lines, object>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "'object' does not implement 'ICustomGrouping<Line>'" },
        { $"[Bolt] public sealed partial class Bad {{ [DirectGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "stream 'default' of 'Lines' is not direct" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>] public void Execute(in Word word) {{ }} {Output} }}", "Bad", "stream 'directed' of 'Many' is direct" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] internal partial int Emit(scoped in Word word, int more = 3); }", "Bad", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit<T>(in T word) where T : struct; }", "Bad", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(ref readonly Plain plain); }", "Bad", "'Plain', which is not a stream tuple" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output(Direct = true)] private partial void Emit(in Word word); }", "Bad", "declare it as 'void Emit(int task, in T tuple)'" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word); [Output] private partial void Other(in Word word); }", "Bad", "stream 'default' of 'Word' has several outputs" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private void Emit(in Word word) { } }", "Bad", "has a body of its own" },
        { $"[Bolt] public sealed partial class Bad {{ public Bad(ref int n) {{ }} [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "constructor parameter 'n'" },
        { $"[Bolt] public sealed partial class Bad(Span<int> n) {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public int Length = n.Length; {Output} }}", "Bad", "cannot be a service" },
        { $"[Bolt] public sealed partial class Bad {{ private Bad() {{ }} [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "has no public constructor" },
        { $"[Bolt] public sealed partial class Bad {{ public required int N {{ get; init; }} [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "member 'N' is required" },
        { $"[Bolt, ShuffleGrouping<Lines>] public sealed partial class Bad {{ {Output} }}", "Bad", "there is none" },
        { $"public sealed partial class Bad {{ {Output} }}", "Bad", "it has outputs and is not a component" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public int Ack(long id) => 0; {Message} }}", "Bad", "'Ack' has a wrong signature; declare it as 'void Ack(long messageId)'" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public void Ack(int id) {{ }} {Message} }}", "Bad", "'Ack' has a wrong signature" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public void Fail(long id) {{ }} {Message} }}", "Bad", "declare it as 'void Fail(long messageId, FailReason reason)'" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public async void Fail(long id, FailReason reason) => await Task.Yield(); {Message} }}", "Bad", "'Fail' has a wrong signature" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; {Message} [Output] private partial void Emit(in Line line, string id); }}", "Bad", "its outputs name messages by two types, 'string' and 'long'" },
        { "[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, Anchor anchor); }", "Bad", "output 'Emit' has a wrong signature" },
        { "[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, ReadOnlySpan<byte> id); }", "Bad", "output 'Emit' has a wrong signature" },
        { "[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, ref long id); }", "Bad", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word, long id); }", "Bad", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public Task Execute(Line line) => Task.CompletedTask; [Output] private partial void Emit(in Word word, params ReadOnlySpan<Anchor> anchors); }", "Bad", "declare it as 'void Emit(in T tuple, Anchor anchor)'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line, ref Anchor anchor) {{ }} {Output} }}", "Bad", "parameter 'anchor' of handler 'Execute' cannot be supplied" },
        { $"[Sink<Words>, Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} {Words}", "Bad", "both [Bolt] and [Sink]" },
        { $"[Sink<Words>, Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; {Output} }} {Words}", "Bad", "both [Spout] and [Sink]" },
        { $"[Sink<Words>] public sealed partial class Bad {{ {Output} }} {Words}", "Bad", "a bolt needs a handler" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} }} {Words}", "Bad", "a sink needs an output that writes its commands; declare one '[Output] private partial void Write(in Word command);'" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} [Output(\"more\")] private partial void More(in Word word); }} {Words}", "Bad", "a sink has one output, and it has 2" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Output(Direct = true)] private partial void Write(int task, in Word word); }} {Words}", "Bad", "the output of a sink cannot be direct" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Output] private partial void Write(in Line line); }} {Words}", "Bad", "'Words' applies 'Word', and the output writes 'Line'" },
        { $"[Sink<string>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "'string' is no sink; implement 'ISink<Word>'" },
        { $"[Sink<ISink<Word>>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "cannot be created" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} {Words.Replace("public ValueTask ApplyAsync", "private Words() { } public ValueTask ApplyAsync", StringComparison.Ordinal)}", "Bad", "'Words' has no public constructor" },
        { $"[Sink<Words>] public sealed partial class Out {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} [Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Out>] public void Execute(in Word word) {{ }} }} {Words}", "Bad", "'Out' is a sink: what it writes leads out of the topology" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; [ErrorStream] public void Execute(in FailedTuple failed) {{ }} {Output} }}", "Bad", "a spout cannot subscribe to a stream, as 'Execute' does" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "handler 'Execute' reads the error stream, which carries 'FailedTuple', and takes 'Line'; declare it as 'void Execute(in FailedTuple failed)'" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream, ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "Bad", "handler 'Execute' reads the error stream" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream, ShuffleGrouping<Lines>] public void Execute(in FailedTuple failed) {{ }} {Output} }}", "Bad", "'Lines' has no output of 'FailedTuple'" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute(in Plain plain) {{ }} {Output} }}", "Bad", "'Plain', which is not a stream tuple" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute() {{ }} {Output} }}", "Bad", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute(in FailedTuple failed, [State] ref long n) {{ }} {Output} }}", "Bad", "[State] 'n' of 'Execute' is kept per key, and the error stream has no key; keep it in a [State] field" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>(Stream = \"$errors\")] public void Execute(in FailedTuple failed) {{ }} {Output} }}", "Bad", "'Lines' has no stream '$errors'" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output(\"$errors\")] private partial void Emit(in Word word); }", "Bad", "stream '$errors' is that by which the engine reports what fails" },
        { "[Parameters] public sealed record Bad(Uri Address);", "Bad", "'Uri', which cannot be read from text" },
        { "[Parameters] public sealed class Bad { }", "Bad", "constructor of a record" },
        { "[Parameters] public sealed record Bad([Parameter(\"a\", Name = \"x\")] int A, [Parameter(\"b\", Name = \"x\")] int B);", "Bad", "two parameters are called 'x'" },
        { "[Parameters] public sealed record Bad([Parameter(\"a\", Positional = true)] int A, [Parameter(\"b\", Positional = true)] int B);", "Bad", "several parameters are positional" },
    };

    /// <summary>Whole programs.</summary>
    public static TheoryData<string, string, string> Topologies => new()
    {
        { "[Topology(\"a b\")] public sealed partial class Bad { }", "Bad", "'a b' is not a topology name" },
        { "[Topology(\"\")] public sealed partial class Bad { }", "Bad", "'' is not a topology name" },
        { "[Topology(\"a\", KeyGroups = 100)] public sealed partial class Bad { }", "Bad", "KeyGroups is 100" },
        { "[Topology(\"a\")] public static partial class Bad { }", "Bad", "cannot be static" },
        { "[Topology(\"a\")] public sealed partial class Bad<T> { }", "Bad", "cannot be generic" },
        { "[Topology(\"a\")] public sealed class Bad { }", "Bad", "'Bad' is not partial" },
        { "[Topology(\"a\")] public sealed partial class Bad { static int ConfigureServices() => 0; }", "Bad", "'ConfigureServices' has a wrong signature" },
        { "[Topology(\"a\"), Include<string>] public sealed partial class Bad { }", "Bad", "included 'string' is not a component" },
        { "public partial class Outer { [Topology(\"a\")] private sealed partial class Bad { } }", "Bad", "private" },
        { "[Topology(\"a\")] public sealed partial class A { } [Topology(\"a\")] public sealed partial class Bad { }", "Bad", "'Samples.A' is called 'a' as well" },
        { "[Topology(\"a\")] public sealed partial class A { } [Topology(\"b\")] public sealed partial class B { } [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; }", "Bad", "it belongs to no topology" },
        { "[Topology(\"a\"), Include<Bad>] public sealed partial class A { } [Topology(\"b\"), Include<Bad>] public sealed partial class B { } [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; }", "Bad", "it belongs to several topologies, 'A', 'B'" },
        { "[Topology(\"a\")] public sealed partial class A { } [Topology(\"b\")] public sealed partial class B { } [Parameters] public sealed record Bad(int N);", "Bad", "it belongs to no topology" },
        { "[Topology(\"a\")] public sealed partial class Bad { [Parameters] public sealed record P(int N); [Parameters] public sealed record Q(int N); }", "Bad", "several parameter records" },
        { "[Topology(\"a\")] public sealed partial class Bad { [Spout] public sealed partial class X { public SpoutStatus Next() => 0; } } namespace Other { [Spout] public sealed partial class X { public SpoutStatus Next() => 0; } }", "Bad", "several components are called 'X'" },
        { "[Topology(\"a\")] public sealed partial class A; [Spout] file sealed partial class Bad { public SpoutStatus Next() => 0; }", "Bad", "local to its file" },
        { "[Topology(\"a\")] file sealed partial class Bad;", "Bad", "local to its file" },
        { Cycle, "Bad", "form a cycle, B -> C -> B" },
        { Stranger, "Bad", "its source 'S' is not part of topology 'b'" },
    };

    private const string Cycle = """
        [StreamTuple] public readonly partial record struct T(int N);
        [Topology("a")] public sealed partial class Bad
        {
            [Spout] public sealed partial class A { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); }
            [Bolt] public sealed partial class B { [ShuffleGrouping<A>, ShuffleGrouping<C>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); }
            [Bolt] public sealed partial class C { [ShuffleGrouping<B>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); }
        }
        """;

    private const string Stranger = """
        [StreamTuple] public readonly partial record struct T(int N);
        [Topology("a")] public sealed partial class A { [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); } }
        [Topology("b")] public sealed partial class B { [Bolt] public sealed partial class Bad { [ShuffleGrouping<A.S>] public void Execute(in T t) { } } }
        """;

    [Theory]
    [MemberData(nameof(Bolts))]
    public void A_wrong_declaration_gives_one_error_at_its_name_and_compiles(string declaration, string name, string message)
        => Check(GeneratorRun.Of(Sample.WithBolt(declaration)), name, message);

    [Theory]
    [MemberData(nameof(Topologies))]
    public void A_wrong_topology_gives_one_error_at_its_name_and_compiles(string source, string name, string message)
        => Check(GeneratorRun.Of("using TopoGen; namespace Samples { " + source + " }"), name, message);

    [Fact]
    public void A_class_that_is_not_partial_gets_no_part()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WithBolt("[Bolt] public sealed class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } }"));

        Check(run, "Bad", "'Bad' is not partial, so nothing can be added to it; declare 'Bad' as partial");
        Assert.DoesNotContain("Samples.Broken.Bad.g.cs", run.HintNames);
    }

    [Fact]
    public void What_stands_in_a_class_that_is_not_partial_gets_no_part()
    {
        GeneratorRun run = GeneratorRun.Of("using TopoGen; public class Outer { [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; } }");

        Assert.Contains("'Outer' is not partial", Assert.Single(run.Result.Diagnostics).GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(run.HintNames);
    }

    [Fact]
    public void A_type_that_does_not_exist_is_left_to_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WithBolt(
            "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Missing>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word); }"));

        Assert.Equal(["CS0246"], run.Diagnostics.Select(static d => d.Id).Distinct());
    }

    [Fact]
    public void An_included_component_whose_source_is_missing_is_reported_at_the_topology()
    {
        GeneratorRun library = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, """
            using TopoGen;
            namespace Library;
            [StreamTuple] public readonly partial record struct T(int N);
            [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); }
            [Bolt] public sealed partial class B { [ShuffleGrouping<S>] public void Execute(in T t) { } }
            """)).IsClean();

        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create("using TopoGen; [Topology(\"a\"), Include<Library.B>] public sealed partial class Bad;")
            .AddReferences(new ReferenceAssembly(library.Output).Reference));

        Check(run, "Bad", "included 'B': its source 'S' is not part of topology 'a'; write [Include<S>] on 'Bad'");
    }

    [Fact]
    public void A_tuple_that_is_not_partial_is_reported_once()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using TopoGen;
            [Topology("a")] public sealed partial class A
            {
                [StreamTuple] public readonly record struct Bad(int N);
                [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Bad t); }
                [Bolt] public sealed partial class B { [ShuffleGrouping<S>] public void Execute(in Bad t) { } }
            }
            """);

        Check(run, "Bad", "'Bad' is not partial");
    }

    [Fact]
    public void The_stub_of_a_wrong_component_says_why()
        => Snapshot.Matches(GeneratorRun.Of(Sample.WithBolt("""
            [Bolt(Parallelism = 2)]
            public sealed partial class Bad
            {
                [FieldsGrouping<Lines>("Txt")]
                public void Execute(in Line line, [State] ref int count) { }

                [Output] private partial void Emit(in Word word);
                [Output("x")] internal partial int Other<T>(scoped in Word word, ref readonly T more, params int[] rest) where T : class, new();
            }
            """)).Source("Samples.Broken.Bad.g.cs"));

    private static void Check(GeneratorRun run, string name, string message)
    {
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("TG0100", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        SyntaxTree tree = run.Input.SyntaxTrees.Single(t => t.FilePath == position.Path);
        Assert.Equal(name, tree.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
