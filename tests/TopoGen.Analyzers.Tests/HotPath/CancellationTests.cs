namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0606.</summary>
public sealed class CancellationTests
{
    [Fact]
    public Task A_call_that_could_be_called_off_is_found() => Check.Marked(
        Work("""
            await {|TG0606:client.GetStringAsync(line.Text)|};
            await {|TG0606:File.ReadAllTextAsync(line.Text)|};
            await {|TG0606:LoadAsync(line.Text)|};
            """),
        "'GetStringAsync' takes a cancellation token and is not given 'cancellation': it goes on when the run is broken off");

    [Theory]
    [InlineData("await client.GetStringAsync(line.Text, cancellation);")]
    [InlineData("await LoadAsync(line.Text, token: CancellationToken.None);")]
    [InlineData("await PlainAsync(line.Text);")]
    public Task A_call_that_has_its_token_or_takes_none_is_none(string body) => Check.Silent(Work(body));

    [Fact]
    public Task Without_a_token_it_is_none() => Check.Silent(Work("await LoadAsync(line.Text);").Replace(", CancellationToken cancellation)", ")", StringComparison.Ordinal));

    [Fact]
    public Task The_fix_passes_it_on() => Fix.Turns(
        "TG0606",
        Work("""
            await client.GetStringAsync(line.Text);
            await LoadAsync(line.Text);
            await LoadAsync(await client.GetStringAsync(line.Text), 5);
            """),
        Work("""
            await client.GetStringAsync(line.Text, cancellation);
            await LoadAsync(line.Text, token: cancellation);
            await LoadAsync(await client.GetStringAsync(line.Text, cancellation), 5, cancellation);
            """));

    private static string Work(string body) => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work(System.Net.Http.HttpClient client)
        {
            [ShuffleGrouping<Lines>]
            public async ValueTask ExecuteAsync(Line line, CancellationToken cancellation)
            {
                {{WorkProgram.Lines(body, blanks: 8)}}
            }

            public string Name => client.ToString() ?? "";

            private static async Task<string> LoadAsync(string text, int times = 1, CancellationToken token = default)
            {
                await Task.Delay(TimeSpan.FromSeconds(times), TimeProvider.System, token);
                return text;
            }

            private static async Task PlainAsync(string text)
            {
                await Task.Yield();
                _ = text;
            }
        }
        """);
}
