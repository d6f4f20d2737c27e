namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0605.</summary>
public sealed class LockedEmitTests
{
    [Theory]
    [InlineData("lock (_lock) { {|TG0605:Emit(new Word(line.Text))|}; }")]
    [InlineData("lock (_gate) { if (line.Number > 3) {|TG0605:Emit(new Word(line.Text))|}; }")]
    [InlineData("using (_lock.EnterScope()) { {|TG0605:Emit(new Word(line.Text))|}; }")]
    [InlineData("using Lock.Scope scope = _lock.EnterScope(); {|TG0605:Emit(new Word(line.Text))|};")]
    public Task An_emit_within_a_lock_is_found(string body) => Check.Marked(
        Work(body), "'Emit' emits while it holds a lock, and the receiver may run within the call; emit after the lock");

    [Theory]
    [InlineData("string text; lock (_lock) { text = line.Text; } Emit(new Word(text));")]
    [InlineData("Emit(new Word(line.Text)); using Lock.Scope scope = _lock.EnterScope();")]
    [InlineData("using var reader = new StringReader(line.Text); Emit(new Word(line.Text));")]
    public Task An_emit_behind_it_is_none(string body) => Check.Silent(Work(body));

    private static string Work(string body) => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            private readonly Lock _lock = new();
            private readonly object _gate = new();

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            public override string ToString() => $"{_lock} {_gate}";

            [Output] private partial void Emit(in Word word);
        }
        """);
}
