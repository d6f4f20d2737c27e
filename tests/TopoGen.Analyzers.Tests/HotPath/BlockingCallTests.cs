namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0602.</summary>
public sealed class BlockingCallTests
{
    [Theory]
    [InlineData("Thread.Sleep(5)", "'Thread.Sleep' blocks the thread that 'Work' shares with other tasks; count time in a [Tick] method")]
    [InlineData("LoadAsync(line).Wait()", "'Task.Wait' blocks the thread that 'Work' shares with other tasks; await in an asynchronous handler")]
    [InlineData("LoadAsync(line).GetAwaiter().GetResult()", "'GetResult' blocks the thread that 'Work' shares with other tasks; await in an asynchronous handler")]
    [InlineData("_gate.Wait()", "'SemaphoreSlim.Wait' blocks the thread that 'Work' shares with other tasks; await in an asynchronous handler")]
    public Task A_call_that_waits_is_found(string call, string message) => Check.Marked(Work($"{{|TG0602:{call}|}};"), message);

    [Fact]
    public Task A_result_that_is_waited_for_is_found() => Check.Marked(
        Work("int length = {|TG0602:LoadAsync(line).Result|}; Use(length);"),
        "'Task.Result' blocks the thread that 'Work' shares with other tasks; await in an asynchronous handler");

    [Fact]
    public Task Reading_a_file_is_found() => Check.Marked(Work("Use({|TG0602:File.ReadAllText(line.Text)|}.Length);"));

    [Fact]
    public Task In_a_method_that_a_handler_calls_it_is_found() => Check.Marked(Work("Pause();", "private static void Pause() => {|TG0602:Thread.Sleep(5)|};"));

    [Fact]
    public Task A_spout_is_told_to_be_idle() => Check.Marked(
        Work("").Replace("Emit(new Line(", "{|TG0602:Thread.Sleep(5)|};\n            Emit(new Line(", StringComparison.Ordinal),
        "'Thread.Sleep' blocks the thread that 'Lines' shares with other tasks; return SpoutStatus.Idle");

    [Theory]
    [InlineData("Task<int> task = LoadAsync(line); if (task.IsCompletedSuccessfully) Use(task.Result);")]
    [InlineData("Use(new Box(5).Result);")]
    public Task What_does_not_wait_is_none(string body) => Check.Silent(Work(body));

    [Fact]
    public Task At_the_start_and_at_the_end_a_task_may_wait() => Check.Silent(Work("", """
        public void Open() => Thread.Sleep(5);

        public void Close() => LoadAsync(default).Wait();
        """));

    private static string Work(string body, string members = "") => WorkProgram.With($$"""
        public sealed record Box(int Result);

        [Bolt]
        public sealed partial class Work
        {
            private readonly SemaphoreSlim _gate = new(1);

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            public void Gate() => _gate.Release();

            private static void Use(int number) => _ = number;

            private static async Task<int> LoadAsync(Line line)
            {
                await Task.Yield();
                return line.Number;
            }

            {{members}}
        }
        """, "AtLeastOnce");
}
