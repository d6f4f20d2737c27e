namespace TopoGen.Analyzers.Tests.Guarantees;

/// <summary>TG0307.</summary>
public sealed class ExternalEffectTests
{
    [Theory]
    [InlineData("Console.WriteLine(line.Text)", "Console.WriteLine")]
    [InlineData("Console.Error.WriteLine(line.Text)", "Console.Error.WriteLine")]
    [InlineData("File.AppendAllText(\"log\", line.Text)", "File.AppendAllText")]
    public Task What_leaves_the_process_is_found(string call, string name) => Check.Marked(
        Bolt($"{{|TG0307:{call}|}};"),
        $"'{name}' in 'Work' happens again when an epoch is repeated; write it as a command of a [Sink<TSink>]");

    [Fact]
    public Task In_a_method_that_a_handler_calls_it_is_found() => Check.Marked(Bolt("Tell(line.Text);", "private static void Tell(string text) => {|TG0307:Console.WriteLine(text)|};"));

    [Fact]
    public Task An_asynchronous_post_is_found() => Check.Marked(WorkProgram.With("""
        [Bolt]
        public sealed partial class Work(System.Net.Http.HttpClient client)
        {
            [ShuffleGrouping<Lines>]
            public async ValueTask ExecuteAsync(Line line, CancellationToken cancellation)
            {
                await client.GetStringAsync(line.Text, cancellation);
                await {|TG0307:client.DeleteAsync(line.Text, cancellation)|};
            }
        }
        """));

    [Fact]
    public Task What_is_told_at_the_end_is_none() => Check.Silent(Bolt("", "public void End() => Console.WriteLine(\"done\");"));

    [Fact]
    public Task Where_tuples_may_repeat_anyway_it_is_none()
        => Check.Silent(Bolt("Console.WriteLine(line.Text);").Replace("ExactlyOnce", "AtLeastOnce", StringComparison.Ordinal));

    [Fact]
    public Task A_sink_is_none() => Check.Silent(WorkProgram.With("""
        [Sink<FileSink>]
        public sealed partial class Work
        {
            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                Console.WriteLine(line.Text);
                Write(new FileLine(line.Text));
            }

            [Output] private partial void Write(in FileLine line);
        }
        """));

    private static string Bolt(string body, string members = "") => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            {{members}}
        }
        """);
}
