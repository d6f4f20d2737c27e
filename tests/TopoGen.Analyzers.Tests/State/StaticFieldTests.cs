namespace TopoGen.Analyzers.Tests.State;

/// <summary>TG0404.</summary>
public sealed class StaticFieldTests
{
    [Theory]
    [InlineData("private static long {|TG0404:s_total|};", "s_total++;")]
    [InlineData("private static string {|TG0404:s_last|} = \"\";", "if (s_last.Length > 0) Emit(new Word(s_last)); s_last = line.Text;")]
    [InlineData("private static readonly Dictionary<string, int> {|TG0404:Counts|} = [];", "Counts[line.Text] = 5;")]
    public Task A_static_field_that_changes_is_found(string field, string body) => Check.Marked(Work(field, body));

    [Fact]
    public Task The_message_says_what_to_do() => Check.Marked(
        Work("private static long {|TG0404:s_total|};", "s_total++;"),
        "'s_total' is static and changes: all tasks in a process share it, on several threads, and it is not kept; make it an instance field marked [State]");

    [Theory]
    [InlineData("private static readonly string[] Words = [\"a\"];", "Emit(new Word(Words[0]));")]
    [InlineData("private static string? s_made;", "Emit(new Word(s_made ??= \"a\"));")]
    [InlineData("private static long s_calls;", "Interlocked.Increment(ref s_calls);")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Known = [];", "Known[line.Text] = 5;")]
    [InlineData("private static readonly long Seed; static Work() => Seed = 5;", "Emit(new Word(Seed.ToString()));")]
    [InlineData("[ThreadStatic] private static long t_calls;", "t_calls++;")]
    public Task What_is_meant_to_be_shared_is_none(string field, string body) => Check.Silent(Work(field, body));

    [Fact]
    public Task The_fix_gives_each_task_its_own() => Fix.Turns(
        "TG0404",
        Work("private static long s_total;\n    private static readonly Dictionary<string, int> Counts = [];", "s_total++; Counts[line.Text] = 5;"),
        Work("[State] private long s_total;\n    [State] private Dictionary<string, int> Counts = [];", "s_total++; Counts[line.Text] = 5;"));

    [Theory]
    [InlineData("private static long s_total; public static long Total => s_total;", "s_total++;")]
    [InlineData("private static long s_total;", "Work.s_total++;")]
    [InlineData("public static long s_total;", "s_total++;")]
    public Task Where_something_static_or_others_need_it_no_fix_is_offered(string field, string body) => Fix.IsNotOffered("TG0404", Work(field, body));

    private static string Work(string field, string body) => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            {{field}}

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            [Output] private partial void Emit(in Word word);
        }
        """);
}
