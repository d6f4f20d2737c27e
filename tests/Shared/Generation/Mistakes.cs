using Xunit;

namespace TopoGen.Tests;

/// <summary>Wrong programs, with what is to be said about each: one thing, at one token.</summary>
internal static class Mistakes
{
    private const string Output = "[Output] private partial void Emit(in Word word);";

    private const string Spout = "[Spout] public sealed partial class Source { public SpoutStatus Next() => 0; }";

    private const string Message = "[Output] private partial void Emit(in Word word, long id);";

    private const string View = """
        [StreamTuple] public readonly ref partial struct View(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text) { public readonly ReadOnlySpan<byte> Bytes = bytes; public readonly ReadOnlySpan<char> Text = text; }
        [Spout] public sealed partial class Viewer { public SpoutStatus Next() => 0; [Output] private partial void Emit(in View view); }
        """;

    private const string Words = """
        public sealed class Words : ISink<Word>
        {
            public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation) => new((SinkStamp?)null);
            public ValueTask ApplyAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Word> commands, CancellationToken cancellation) => default;
        }
        """;

    /// <summary>The body of a topology class, the rule, the token that shows it, and a part of the message.</summary>
    public static TheoryData<string, string, string, string> Bolts => new()
    {
        { $"[Bolt] public sealed partial class Bad {{ {Output} }}", "TG0102", "Bad", "a bolt needs a handler" },
        { $"[Spout] public sealed partial class Bad {{ {Output} }}", "TG0102", "Bad", "a spout needs a method 'Next'" },
        { $"[Spout] public sealed partial class Bad {{ public int Next() => 0; {Output} }}", "TG0110", "Next", "'Next' has a wrong signature" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public Task<SpoutStatus> NextAsync() => throw new InvalidOperationException(); {Output} }}", "TG0110", "NextAsync", "both 'Next' and 'NextAsync'" },
        { $"[Spout] public sealed partial class Bad {{ [Position] private int _at = 1; public SpoutStatus Next() => (SpoutStatus)_at; {Output} }}", "TG0118", "_at", "position '_at' is no instance field of type 'long'" },
        { $"[Spout] public sealed partial class Bad {{ [Position] private readonly long _at = 1; public SpoutStatus Next() => (SpoutStatus)_at; {Output} }}", "TG0118", "_at", "position '_at' is no instance field of type 'long' that can be set" },
        { $"[Spout] public sealed partial class Bad {{ [Position] private long _at; [Position] private long _too; public SpoutStatus Next() => (SpoutStatus)(_at++ + _too++); {Output} }}", "TG0118", "_too", "'_at' and '_too' are both marked [Position]" },
        { $"[Spout] public sealed partial class Bad {{ [Position(MaxStep = 0)] private long _at; public SpoutStatus Next() => (SpoutStatus)_at++; {Output} }}", "TG0703", "0", "MaxStep of position '_at' is 0" },
        { $"[Bolt] public sealed partial class Bad {{ [Position] private long _at; [ShuffleGrouping<Lines>] public void Execute(in Line line) => _at++; {Output} }}", "TG0118", "_at", "'_at' is marked [Position], which only a spout has" },
        { $"[Spout, Bolt] public sealed partial class Bad {{ public SpoutStatus Next() => 0; {Output} }}", "TG0103", "Bolt", "both [Spout] and [Bolt]" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0103", "Execute", "cannot subscribe" },
        { $"[Bolt] public abstract partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0104", "abstract", "cannot be abstract" },
        { $"[Bolt] public sealed partial class Bad<T> {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0104", "Bad", "cannot be generic" },
        { $"[Bolt] public static partial class Bad {{ [Output] private static partial void Emit(in Word word); }}", "TG0104", "static", "cannot be static" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<string>] public void Execute(in Line line) {{ }} {Output} }}", "TG0201", "string", "source 'string' is not a component" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Word word) {{ }} {Output} }}", "TG0202", "Word", "'Lines' has no output of 'Word'; handle what it emits, 'Line'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>(Stream = \"errrors\")] public void Execute(in Line line) {{ }} {Output} }}", "TG0201", "\"errrors\"", "'Many' has no stream 'errrors'; did you mean 'errors'?" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>] public void Execute(in Line line) {{ }} {Output} }}", "TG0210", "ShuffleGrouping<Many>", "several outputs of 'Line'; choose one by Stream = 'default', 'errors'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>(Stream = \"errors\")] public void Execute(in Word word) {{ }} {Output} }}", "TG0202", "Word", "stream 'errors' of 'Many' does not carry 'Word'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Plain plain) {{ }} {Output} }}", "TG0110", "Plain", "'Plain', which is not a stream tuple" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Txt\")] public void Execute(in Line line) {{ }} {Output} }}", "TG0203", "\"Txt\"", "'Line' has no field 'Txt'; did you mean 'Text'?" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Unrelated\")] public void Execute(in Line line) {{ }} {Output} }}", "TG0203", "\"Unrelated\"", "its fields are 'Text', 'Number', 'Weight', 'Color'" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Weight\")] public void Execute(in Line line) {{ }} {Output} }}", "TG0204", "\"Weight\"", "'double', which has no stable hash" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line, [State] ref long n) {{ }} {Output} }}", "TG0214", "n", "kept per key, and the grouping has no key" },
        { $"[Bolt] public sealed partial class Bad {{ [PartialKeyGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref long n) {{ }} {Output} }}", "TG0215", "n", "gives each key two tasks" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public Task Execute(Line line, [State] ref long n) => Task.CompletedTask; [Output] private partial void Emit(in Word word, Anchor anchor); }}", "TG0111", "n", "asynchronous handler 'Execute' has [State] 'n'" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref string n) {{ }} {Output} }}", "TG0403", "string", "declare it as 'string?'" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void A(in Line line, [State] ref int n) {{ }} [FieldsGrouping<Lines>(\"Text\")] public void B(in Line line, [State] ref long n) {{ }} {Output} }}", "TG0405", "n", "state 'n' is declared with two types" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public int Execute(in Line line) => 0; {Output} }}", "TG0110", "Execute", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line, int more) {{ }} {Output} }}", "TG0110", "more", "parameter 'more' of handler 'Execute' cannot be supplied" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(ref Line line) {{ }} {Output} }}", "TG0110", "Execute", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute() {{ }} {Output} }}", "TG0110", "Execute", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public int Open() => 0; {Output} }}", "TG0110", "Open", "'Open' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public void Close(int why) {{ }} {Output} }}", "TG0110", "Close", "'Close' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public Task End() => Task.CompletedTask; {Output} }}", "TG0110", "End", "'End' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public void End(KeyedState<string, long> n) {{ }} {Output} }}", "TG0119", "n", "'n' of 'End' matches no per-key state" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref long n) {{ }} public void End(KeyedState<string, int> n) {{ }} {Output} }}", "TG0119", "n", "use the name and types of one of 'n' (long by string)" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"soon\")] public void Beat() {{ }} {Output} }}", "TG0704", "\"soon\"", "interval 'soon' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"0s\")] public void Beat() {{ }} {Output} }}", "TG0704", "\"0s\"", "interval '0s' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"0.5ms\")] public void Beat() {{ }} {Output} }}", "TG0704", "\"0.5ms\"", "interval '0.5ms' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"1200h\")] public void Beat() {{ }} {Output} }}", "TG0704", "\"1200h\"", "interval '1200h' of tick 'Beat' is not valid" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Tick(\"1s\")] public int Beat() => 0; {Output} }}", "TG0110", "Beat", "'Beat' has a wrong signature" },
        { $"[Bolt(Parallelism = 0)] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0701", "0", "Parallelism is 0" },
        { $"[Bolt(Parallelism = 300)] public sealed partial class Bad {{ [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line) {{ }} {Output} }}", "TG0701", "300", "Parallelism is 300, and 'broken' has 256 key groups" },
        { $"[Bolt(Recovery = (Recovery)9)] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0703", "(Recovery)9", "its Recovery is no member of that enum; use 'Checkpoint', 'Standby', 'HotStandby', 'None'" },
        { $"[Bolt(Recovery = Recovery.HotStandby)] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0310", "Recovery.HotStandby", "a hot standby follows the state of its component, which has none; use Recovery.Standby" },
        { $"[Bolt(Recovery = Recovery.HotStandby)] public sealed partial class Bad {{ [State] private long _n; [ShuffleGrouping<Lines>] public void Execute(in Line line) => _n++; {Output} }}", "TG0310", "Recovery.HotStandby", "a hot standby follows checkpoints, and the topology keeps none ('broken' has Delivery.AtMostOnce); use Recovery.Standby" },
        { $"[Bolt(MaxInFlight = 70000)] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0703", "70000", "MaxInFlight is 70000" },
        { $"[Bolt] public sealed partial class Bad {{ [CustomGrouping<Lines, object>] public void Execute(in Line line) {{ }} {Output} }}", "TG0217", "object", "'object' does not implement 'ICustomGrouping<Line>'" },
        { $"[Bolt] public sealed partial class Bad {{ [DirectGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0211", "DirectGrouping<Lines>", "stream 'default' of 'Lines' is not direct" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Many>] public void Execute(in Word word) {{ }} {Output} }}", "TG0211", "ShuffleGrouping<Many>", "stream 'directed' of 'Many' is direct" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] internal partial int Emit(scoped in Word word, int more = 3); }", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit<T>(in T word) where T : struct; }", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(ref readonly Plain plain); }", "TG0109", "Plain", "'Plain', which is not a stream tuple" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output(Direct = true)] private partial void Emit(in Word word); }", "TG0109", "Emit", "declare it as 'void Emit(int task, in Word tuple)'" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word); [Output] private partial void Other(in Word word); }", "TG0105", "Other", "stream 'default' of 'Word' has several outputs" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private void Emit(in Word word) { } }", "TG0109", "Emit", "has a body of its own" },
        { $"[Bolt] public sealed partial class Bad {{ public Bad(ref int n) {{ }} [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0106", "n", "constructor parameter 'n'" },
        { $"[Bolt] public sealed partial class Bad(Span<int> n) {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public int Length = n.Length; {Output} }}", "TG0106", "n", "cannot be a service" },
        { $"[Bolt] public sealed partial class Bad {{ private Bad() {{ }} [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0106", "Bad", "has no public constructor" },
        { $"[Bolt] public sealed partial class Bad {{ public required int N {{ get; init; }} [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0106", "N", "member 'N' is required" },
        { $"[Bolt, ShuffleGrouping<Lines>] public sealed partial class Bad {{ {Output} }}", "TG0218", "ShuffleGrouping<Lines>", "there is none" },
        { $"public sealed partial class Bad {{ {Output} }}", "TG0115", "Bad", "it has outputs and is not a component" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public int Ack(long id) => 0; {Message} }}", "TG0110", "Ack", "'Ack' has a wrong signature; declare it as 'void Ack(long messageId)'" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public void Ack(int id) {{ }} {Message} }}", "TG0110", "Ack", "'Ack' has a wrong signature" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; public void Fail(long id) {{ }} {Message} }}", "TG0110", "Fail", "declare it as 'void Fail(long messageId, FailReason reason)'" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; {Message} [Output] private partial void Emit(in Line line, string id); }}", "TG0116", "Emit", "its outputs name messages by two types, 'string' and 'long'" },
        { "[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, Anchor anchor); }", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { "[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, ReadOnlySpan<byte> id); }", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { "[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, ref long id); }", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word, long id); }", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public Task Execute(Line line) => Task.CompletedTask; [Output] private partial void Emit(in Word word, params ReadOnlySpan<Anchor> anchors); }", "TG0109", "Emit", "declare it as 'void Emit(in Word tuple, Anchor anchor)'" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line, ref Anchor anchor) {{ }} {Output} }}", "TG0110", "anchor", "parameter 'anchor' of handler 'Execute' cannot be supplied" },
        { $"[Sink<Words>, Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} {Words}", "TG0103", "Sink<Words>", "both [Bolt] and [Sink]" },
        { $"[Sink<Words>, Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; {Output} }} {Words}", "TG0103", "Sink<Words>", "both [Spout] and [Sink]" },
        { $"[Sink<Words>] public sealed partial class Bad {{ {Output} }} {Words}", "TG0102", "Bad", "a bolt needs a handler" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} }} {Words}", "TG0117", "Bad", "a sink needs an output that writes its commands; declare one '[Output] private partial void Write(in Word command);'" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} [Output(\"more\")] private partial void More(in Word word); }} {Words}", "TG0117", "More", "a sink has one output, and it has 2" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Output(Direct = true)] private partial void Write(int task, in Word word); }} {Words}", "TG0117", "Write", "the output of a sink cannot be direct" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Output] private partial void Write(in Line line); }} {Words}", "TG0117", "Words", "'Words' applies 'Word', and the output writes 'Line'" },
        { $"[Sink<string>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0117", "string", "'string' is no sink; implement 'ISink<Word>'" },
        { $"[Sink<ISink<Word>>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0117", "ISink<Word>", "cannot be created" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} {Words.Replace("public ValueTask ApplyAsync", "private Words() { } public ValueTask ApplyAsync", StringComparison.Ordinal)}", "TG0106", "Words", "'Words' has no public constructor" },
        { $"[Sink<Words>] public sealed partial class Out {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }} [Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Out>] public void Execute(in Word word) {{ }} }} {Words}", "TG0201", "Out", "'Out' is a sink: what it writes leads out of the topology" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; [ErrorStream] public void Execute(in FailedTuple failed) {{ }} {Output} }}", "TG0103", "Execute", "a spout cannot subscribe to a stream, as 'Execute' does" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute(in Line line) {{ }} {Output} }}", "TG0202", "Line", "handler 'Execute' reads the error stream, which carries 'FailedTuple', and takes 'Line'; declare it as 'void Execute(in FailedTuple failed)'" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream, ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} {Output} }}", "TG0202", "Line", "handler 'Execute' reads the error stream" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream, ShuffleGrouping<Lines>] public void Execute(in FailedTuple failed) {{ }} {Output} }}", "TG0202", "FailedTuple", "'Lines' has no output of 'FailedTuple'" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute(in Plain plain) {{ }} {Output} }}", "TG0110", "Plain", "'Plain', which is not a stream tuple" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute() {{ }} {Output} }}", "TG0110", "Execute", "handler 'Execute' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ErrorStream] public void Execute(in FailedTuple failed, [State] ref long n) {{ }} {Output} }}", "TG0214", "n", "[State] 'n' of 'Execute' is kept per key, and the error stream has no key; keep it in a [State] field" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>(Stream = \"$errors\")] public void Execute(in FailedTuple failed) {{ }} {Output} }}", "TG0201", "\"$errors\"", "'Lines' has no stream '$errors'" },
        { "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output(\"$errors\")] private partial void Emit(in Word word); }", "TG0105", "\"$errors\"", "stream '$errors' is that by which the engine reports what fails" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Viewer>, AllGrouping<Viewer>] public Task Execute(View view) => Task.CompletedTask; {Output} }} {View}", "TG0111", "view", "asynchronous handler 'Execute' takes the view 'View', whose bytes are gone when it goes on after an await; make the handler synchronous, or emit a record to it" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public Task Execute(Line line) => Task.CompletedTask; [Output] private partial void Emit(in View view, Anchor anchor); }} {View}", "TG0111", "view", "asynchronous bolt 'Bad' emits the view 'View', and what it emits is held until its call is over, when the bytes are gone; make all its handlers synchronous, or emit a record" },
        { $"[Spout] public sealed partial class Bad {{ public ValueTask<SpoutStatus> NextAsync() => default; [Output] private partial void Emit(in View view); }} {View}", "TG0111", "view", "asynchronous spout 'Bad' emits the view 'View', and what it emits is held until its call is over, when the bytes are gone; declare 'SpoutStatus Next()', or emit a record" },
        { $"[Sink<Words>] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} [Output] private partial void Write(in View view); }} {Words} {View}", "TG0117", "Write", "it writes the view 'View', and commands are applied when the bytes are gone; write a record" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Viewer>(\"Text\")] public void Execute(in View view) {{ }} {Output} }} {View}", "TG0204", "\"Text\"", "field 'Text' of 'View' is of type 'ReadOnlySpan<char>', which has no stable hash; group by fields of integer, Guid, date, time or enum types, or by a ReadOnlySpan<byte>" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Viewer>] public void Execute(in View view, [State] ref long n) {{ }} {Output} }} {View}", "TG0214", "n", "use [FieldsGrouping<Viewer>(nameof(View.Bytes))]" },
        { $"[Bolt] public sealed partial class Bad {{ [FieldsGrouping<Viewer>(\"Bytes\")] public void Execute(in View view, [State] ref View last) {{ }} {Output} }} {View}", "TG0403", "View", "state 'last' of 'Execute' is of type 'View', which cannot be kept beyond the call; keep a copy: byte[] for a span of bytes, a record for a view" },
        { $"[Spout] public sealed partial class Bad {{ public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word, View id); }} {View}", "TG0109", "Emit", "output 'Emit' has a wrong signature" },
        { $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Lines>] public void Execute(in Line line) {{ }} public void End(View view) {{ }} {Output} }} {View}", "TG0110", "End", "'End' has a wrong signature" },
        { "[Parameters] public sealed record Bad(Uri Address);", "TG0702", "Uri", "'Uri', which cannot be read from text" },
        { "[Parameters] public sealed class Bad { }", "TG0702", "Bad", "constructor of a record" },
        { "[Parameters] public sealed record Bad([Parameter(\"a\", Name = \"x\")] int A, [Parameter(\"b\", Name = \"x\")] int B);", "TG0702", "B", "two parameters are called 'x'" },
        { "[Parameters] public sealed record Bad([Parameter(\"a\", Positional = true)] int A, [Parameter(\"b\", Positional = true)] int B);", "TG0702", "B", "several parameters are positional" },
    };

    /// <summary>Whole programs.</summary>
    public static TheoryData<string, string, string, string> Topologies => new()
    {
        { "[Topology(\"a b\")] public sealed partial class Bad { }", "TG0703", "\"a b\"", "'a b' is not a topology name" },
        { "[Topology(\"\")] public sealed partial class Bad { }", "TG0703", "\"\"", "'' is not a topology name" },
        { "[Topology(\"a\", KeyGroups = 100)] public sealed partial class Bad { }", "TG0703", "100", "KeyGroups is 100" },
        { "[Topology(\"a\")] public static partial class Bad { }", "TG0113", "static", "cannot be static" },
        { "[Topology(\"a\")] public sealed partial class Bad<T> { }", "TG0113", "Bad", "cannot be generic" },
        { "[Topology(\"a\")] public sealed class Bad { }", "TG0101", "Bad", "'Bad' is not partial" },
        { "[Topology(\"a\")] public sealed partial class Bad { static int ConfigureServices() => 0; }", "TG0110", "ConfigureServices", "'ConfigureServices' has a wrong signature" },
        { "[Topology(\"a\"), Include<string>] public sealed partial class Bad { }", "TG0114", "string", "included 'string' is not a component" },
        { "public partial class Outer { [Topology(\"a\")] private sealed partial class Bad { } }", "TG0113", "Bad", "private" },
        { "[Topology(\"a\")] public sealed partial class A { " + Spout + " } [Topology(\"a\")] public sealed partial class Bad { " + Spout + " }", "TG0105", "\"a\"", "'Samples.A' is called 'a' as well" },
        { "[Topology(\"a\")] public sealed partial class A { } [Topology(\"b\")] public sealed partial class B { } [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; }", "TG0108", "Bad", "it belongs to no topology" },
        { "[Topology(\"a\"), Include<Bad>] public sealed partial class A { } [Topology(\"b\"), Include<Bad>] public sealed partial class B { } [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; }", "TG0108", "Bad", "it belongs to several topologies, 'A', 'B'" },
        { "[Topology(\"a\")] public sealed partial class A { " + Spout + " } [Topology(\"b\")] public sealed partial class B { " + Spout + " } [Parameters] public sealed record Bad(int N);", "TG0108", "Bad", "it belongs to no topology" },
        { "[Topology(\"a\")] public sealed partial class Bad { [Parameters] public sealed record P(int N); [Parameters] public sealed record Q(int N); " + Spout + " }", "TG0702", "Bad", "several parameter records" },
        { "[Topology(\"a\")] public sealed partial class Bad { [Spout] public sealed partial class X { public SpoutStatus Next() => 0; } } namespace Other { [Spout] public sealed partial class X { public SpoutStatus Next() => 0; } }", "TG0105", "X", "several components are called 'X'" },
        { "[Topology(\"a\")] public sealed partial class A; [Spout] file sealed partial class Bad { public SpoutStatus Next() => 0; }", "TG0104", "Bad", "local to its file" },
        { "[Topology(\"a\")] file sealed partial class Bad;", "TG0113", "Bad", "local to its file" },
        { InMemory("ExactlyOnce", "[Position] private long _at; "), "TG0309", "Recovery.None", "Recovery.None leaves state 'at' out of checkpoints, so that it begins anew where a task is moved or rewound ('a' has Delivery.ExactlyOnce); remove Recovery.None, or the state" },
        { InMemory("ExactlyOnce", "[State] private long _at, _seen; "), "TG0309", "Recovery.None", "Recovery.None leaves state 'at', 'seen' out of checkpoints, so that it begins anew where a task is moved or rewound ('a' has Delivery.ExactlyOnce); remove Recovery.None, or these states" },
        { InMemory("AtLeastOnce", "[Position] private long _at; "), "TG0306", "Recovery.None", "Recovery.None leaves 'at', by which the spout says where to begin again, out of checkpoints" },
        { Cycle, "TG0205", "ShuffleGrouping<C>", "this subscription closes a cycle, B -> C -> B; remove one of these subscriptions" },
        { Stranger, "TG0216", "ShuffleGrouping<A.S>", "its source 'S' is not part of topology 'b'" },
    };

    private static string InMemory(string delivery, string state)
        => $"[Topology(\"a\", Delivery = Delivery.{delivery})] public sealed partial class A {{ [Spout(Recovery = Recovery.None)] public sealed partial class Bad {{ {state}public SpoutStatus Next() => (SpoutStatus)_at++; }} }}";

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
}
