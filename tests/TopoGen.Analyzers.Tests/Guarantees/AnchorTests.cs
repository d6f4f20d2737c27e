namespace TopoGen.Analyzers.Tests.Guarantees;

/// <summary>TG0302 and TG0303: which ways through a handler do what with its anchor.</summary>
public sealed class AnchorTests
{
    [Fact]
    public Task A_return_without_ack_is_found() => Check.Marked(
        Handler("""
            if (line.Text.Length == 0) return;
            anchor.Ack();
            """, "{|TG0302:anchor|}"),
        "A way through 'Execute' neither acks nor fails 'anchor' nor keeps it, so that its message fails when its time is over; call 'anchor.Ack()' there");

    [Theory]
    [InlineData("Emit(new Word(line.Text), anchor);")]
    [InlineData("switch (line.Number) { case 0: anchor.Ack(); break; case 1: anchor.Fail(); break; }")]
    [InlineData("foreach (char letter in line.Text) anchor.Ack();")]
    [InlineData("try { Check(line); anchor.Ack(); } catch (FormatException) { }")]
    [InlineData("anchor.ResetTimeout();")]
    [InlineData("bool ok = line.Number > 3; if (ok) anchor.Ack(); ok = line.Number > 5; if (!ok) anchor.Fail();")]
    public Task A_way_that_forgets_the_anchor_is_found(string body) => Check.Marked(Handler(body, "{|TG0302:anchor|}"));

    [Theory]
    [InlineData("if (line.Number > 3) anchor.Ack(); else anchor.Fail();")]
    [InlineData("bool ok = line.Number > 3; if (ok) anchor.Ack(); Check(line); if (!ok) anchor.Fail();")]
    [InlineData("if (line.Number > 3) anchor.Ack(); if (line.Number > 3) return; anchor.Fail();")]
    [InlineData("_held.Add(anchor); if (_held.Count > 3) End();")]
    [InlineData("Keep(anchor);")]
    [InlineData("Action later = {|TG0604:() => anchor.Ack()|}; later();")]
    [InlineData("Anchor kept = anchor; kept.Ack();")]
    [InlineData("try { Check(line); } finally { anchor.Ack(); }")]
    [InlineData("try { Check(line); anchor.Ack(); } catch (FormatException) { anchor.Fail(); }")]
    [InlineData("if (line.Number < 0) throw new FormatException(); anchor.Ack();")]
    [InlineData("while (true) { if (line.Text.Length > 3) { anchor.Ack(); return; } Check(line); }")]
    public Task An_anchor_that_is_settled_or_kept_on_every_way_is_none(string body) => Check.Marked(Handler(body));

    [Fact]
    public Task Nothing_has_to_be_acked_where_nothing_is_tracked()
        => Check.Silent(Markup.Parse(Handler("Check(line);")).Text.Replace("AtLeastOnce", "AtMostOnce", StringComparison.Ordinal));

    [Fact]
    public Task The_end_of_an_asynchronous_handler_acks() => Check.Silent(WorkProgram.With("""
        [Bolt]
        public sealed partial class Work
        {
            [ShuffleGrouping<Lines>]
            public async ValueTask ExecuteAsync(Line line, Anchor anchor) => await Task.Yield();
        }
        """, "AtLeastOnce"));

    [Theory]
    [InlineData("anchor.Ack(); Check(line); {|TG0303:anchor.Ack()|};")]
    [InlineData("anchor.Fail(); if (line.Number > 3) {|TG0303:anchor.Ack()|};")]
    [InlineData("if (line.Number > 3) anchor.Ack(); else anchor.Fail(); {|TG0303:anchor.Ack()|};")]
    public Task A_second_ack_is_found(string body) => Check.Marked(
        Handler(body),
        "'anchor' has been acked or failed before on every way that leads here, and this does nothing; remove one of the two");

    [Theory]
    [InlineData("bool ok = line.Number > 3; if (ok) anchor.Ack(); if (!ok) anchor.Ack();")]
    [InlineData("if (line.Number > 3) { anchor.Ack(); return; } anchor.Ack();")]
    [InlineData("try { Check(line); anchor.Ack(); } catch (FormatException) { anchor.Fail(); }")]
    public Task One_ack_on_each_way_is_none(string body) => Check.Marked(Handler(body));

    [Fact]
    public Task The_fix_acks_before_each_return_and_at_the_end() => Fix.Turns(
        "TG0302",
        Handler("""
            if (line.Text.Length == 0) return;
            if (line.Number > 3)
            {
                Check(line);
                return;
            }

            Emit(new Word(line.Text), anchor);
            """),
        Handler("""
            if (line.Text.Length == 0)
            {
                anchor.Ack();
                return;
            }
            if (line.Number > 3)
            {
                Check(line);
                anchor.Ack();
                return;
            }

            Emit(new Word(line.Text), anchor);
            anchor.Ack();
            """));

    [Fact]
    public Task The_fix_gives_an_expression_a_body() => Fix.Turns(
        "TG0302",
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                [ShuffleGrouping<Lines>]
                public void Execute(in Line line, Anchor anchor) => Emit(new Word(line.Text), anchor);

                [Output] private partial void Emit(in Word word, Anchor anchor);
            }
            """, "AtLeastOnce"),
        WorkProgram.With("""
            [Bolt]
            public sealed partial class Work
            {
                [ShuffleGrouping<Lines>]
                public void Execute(in Line line, Anchor anchor)
                {
                    Emit(new Word(line.Text), anchor);
                    anchor.Ack();
                }

                [Output] private partial void Emit(in Word word, Anchor anchor);
            }
            """, "AtLeastOnce"));

    [Fact]
    public Task Where_some_ways_have_acked_no_fix_is_offered() => Fix.IsNotOffered("TG0302", Handler("if (line.Number > 3) anchor.Ack();"));

    private static string Handler(string body, string anchor = "anchor") => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            private readonly List<Anchor> _held = [];

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line, Anchor {{anchor}})
            {
                {{WorkProgram.Lines(body, blanks: 8)}}
            }

            public void End() => _held.ForEach(static held => held.Ack());

            private void Keep(Anchor anchor) => _held.Add(anchor);

            private static void Check(Line line)
            {
                if (line.Text.Length > 99) throw new FormatException();
            }

            [Output] private partial void Emit(in Word word, Anchor anchor);
        }
        """, "AtLeastOnce");
}
