namespace TopoGen.Analyzers.Tests.Guarantees;

/// <summary>TG0305.</summary>
public sealed class SwallowedExceptionTests
{
    [Theory]
    [InlineData("try { Parse(line); } {|TG0305:catch|} (Exception e) { Console.WriteLine(e.Message); }")]
    [InlineData("try { Parse(line); } {|TG0305:catch|} { }")]
    [InlineData("foreach (char letter in line.Text) { try { Parse(line); } {|TG0305:catch|} (Exception) { _failures++; } }")]
    public Task An_exception_that_is_only_told_of_is_found(string body) => Check.Marked(
        Handler(body),
        "'Execute' catches every exception and goes on, so that the tuple is acked although it failed; rethrow, fail its anchor, or emit what failed");

    [Theory]
    [InlineData("try { Parse(line); } catch (FormatException) { }")]
    [InlineData("try { Parse(line); } catch (Exception e) when (e is FormatException) { }")]
    [InlineData("try { Parse(line); } catch (Exception) { _failures++; throw; }")]
    [InlineData("try { Parse(line); } catch (Exception) { Emit(new Word(line.Text)); }")]
    [InlineData("Exception? error = null; try { Parse(line); } catch (Exception e) { error = e; } if (error is not null) throw error;")]
    [InlineData("try { Parse(line); } catch (Exception e) { Handle(e); }")]
    [InlineData("for (int attempt = 0; attempt < 3; attempt++) { try { Parse(line); return; } catch (Exception) { } } throw new FormatException();")]
    public Task A_failure_that_something_is_done_about_is_none(string body) => Check.Silent(Handler(body));

    [Fact]
    public Task Where_nothing_is_replayed_it_is_none()
        => Check.Silent(Handler("try { Parse(line); } catch (Exception) { }").Replace("AtLeastOnce", "AtMostOnce", StringComparison.Ordinal));

    [Fact]
    public Task The_fix_rethrows() => Fix.TurnsFiles(
        "TG0305",
        [
            Handler("""
                try
                {
                    Parse(line);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                }

                try
                {
                    Parse(line);
                }
                catch
                {
                }
                """),
        ],
        [
            Handler("""
                try
                {
                    Parse(line);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                    throw;
                }

                try
                {
                    Parse(line);
                }
                catch
                {
                    throw;
                }
                """),
        ]);

    private static string Handler(string body) => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            private int _failures;

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{WorkProgram.Lines(body, blanks: 8)}}
            }

            private static void Parse(Line line)
            {
                if (line.Text.Length > 99) throw new FormatException();
            }

            private void Handle(Exception error) => _failures += error.Message.Length;

            [Output] private partial void Emit(in Word word);
        }
        """, "AtLeastOnce");
}
