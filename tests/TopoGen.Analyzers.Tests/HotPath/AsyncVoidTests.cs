namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0601.</summary>
public sealed class AsyncVoidTests
{
    [Fact]
    public Task Methods_local_functions_and_lambdas_are_found() => Check.Marked(
        Work("""
            public void Open()
            {
                SaveAsync();
                Save();
                async void {|TG0601:Save|}() => await Task.Yield();
                Action later = {|TG0601:async|} () => await Task.Yield();
                later();
            }

            private async void {|TG0601:SaveAsync|}() => await Task.Yield();
            """),
        "'Save' is async void: nobody waits for it, and what it throws ends the process; return Task",
        "This lambda is async void: nobody waits for it, and what it throws ends the process; return Task",
        "'SaveAsync' is async void: nobody waits for it, and what it throws ends the process; return Task");

    [Fact]
    public Task A_handler_is_found_once() => Check.Marked(
        Work("").Replace("public void Execute(in Line line) { }", "public async void {|TG0601:Execute|}(Line line) => await Task.Yield();", StringComparison.Ordinal),
        "'Execute' is async void: nobody waits for it, and what it throws ends the process; return ValueTask");

    [Fact]
    public Task The_fix_of_a_handler_returns_what_the_engine_waits_for() => Fix.Turns(
        "TG0601",
        Work("").Replace("public void Execute(in Line line) { }", "public async void Execute(Line line) => await Task.Yield();", StringComparison.Ordinal),
        Work("").Replace("public void Execute(in Line line) { }", "public async ValueTask Execute(Line line) => await Task.Yield();", StringComparison.Ordinal));

    [Fact]
    public Task What_returns_a_task_is_none() => Check.Silent(Work("""
        private readonly Func<Task> _later = async () => await Task.Yield();

        private async Task SaveAsync() => await _later();

        [Tick("1s")] private void Save() => _ = _later.Method;

        public void Open() => SaveAsync().Wait(0);
        """));

    [Fact]
    public Task Other_classes_are_none() => Check.Silent(
        Work("") + "\npublic static class Other { public static async void Run() => await Task.Yield(); }");

    [Fact]
    public Task The_fix_returns_a_task() => Fix.Turns(
        "TG0601",
        Work("""
            public async Task RunAsync()
            {
                await Task.Yield();
                _ = (Delegate)Save;
                async void Save() => await Task.Yield();
            }

            /// <summary>Saves.</summary>
            private async void SaveAsync() => await Task.Yield();
            """),
        Work("""
            public async Task RunAsync()
            {
                await Task.Yield();
                _ = (Delegate)Save;
                async Task Save() => await Task.Yield();
            }

            /// <summary>Saves.</summary>
            private async Task SaveAsync() => await Task.Yield();
            """));

    private static string Work(string members) => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            [ShuffleGrouping<Lines>]
            public void Execute(in Line line) { }

            {{WorkProgram.Lines(members, blanks: 4)}}
        }
        """);
}
