namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0603.</summary>
public sealed class ForgottenTaskTests
{
    [Theory]
    [InlineData("{|TG0603:store.SaveAsync()|};")]
    [InlineData("_ = {|TG0603:SaveAsync()|};")]
    public Task A_task_that_nobody_waits_for_is_found(string body) => Check.Marked(
        Work(body),
        "Nobody waits for the task of 'SaveAsync': what it throws is lost, and the tuple counts as done before it is; await it in an asynchronous handler");

    [Fact]
    public Task A_task_that_is_run_elsewhere_is_found() => Check.Marked(Work("{|TG0603:Task.Run(static () => Thread.Sleep(1))|};"));

    [Fact]
    public Task What_is_started_once_and_let_go_on_purpose_is_none() => Check.Silent(Work("", "public void Open() => _ = SaveAsync();"));

    [Theory]
    [InlineData("_tasks.Add(SaveAsync());")]
    [InlineData("_last = SaveAsync();")]
    [InlineData("Task task = SaveAsync(); _tasks.Add(task);")]
    public Task A_task_that_is_kept_is_none(string body) => Check.Silent(Work(body));

    private static string Work(string body, string members = "") => WorkProgram.With($$"""
        public sealed class Store
        {
            public Task SaveAsync() => Task.Delay(5);
        }

        [Bolt]
        public sealed partial class Work(Store store)
        {
            private readonly List<Task> _tasks = [];
            private Task? _last;

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            public string Name => store.ToString() ?? "";

            public void Last() => _tasks.Add(_last ??= SaveAsync());

            private static async Task SaveAsync() => await Task.Yield();

            {{members}}
        }
        """);
}
