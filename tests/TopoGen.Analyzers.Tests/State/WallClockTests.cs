namespace TopoGen.Analyzers.Tests.State;

/// <summary>TG0406.</summary>
public sealed class WallClockTests
{
    [Theory]
    [InlineData("Use({|TG0406:DateTime.UtcNow|});", "'DateTime.UtcNow' is the machine's clock, which tests cannot move; use the TimeProvider of the topology")]
    [InlineData("Use({|TG0406:Stopwatch.GetTimestamp()|});", "'Stopwatch.GetTimestamp' is the machine's clock, which tests cannot move; use the TimeProvider of the topology")]
    [InlineData("Use({|TG0406:Environment.TickCount64|});", "'Environment.TickCount64' is the machine's clock, which tests cannot move; use the TimeProvider of the topology")]
    [InlineData("Use({|TG0406:new Stopwatch()|});", "'new Stopwatch' is the machine's clock, which tests cannot move; use the TimeProvider of the topology")]
    [InlineData("Use({|TG0406:Task.Delay(5)|});", "'Task.Delay' is the machine's clock, which tests cannot move; use the TimeProvider of the topology")]
    public Task The_clock_of_the_machine_is_found(string body, string message) => Check.Marked(Work(body), message);

    [Theory]
    [InlineData("Use(_time.GetUtcNow());")]
    [InlineData("Use(Task.Delay(TimeSpan.FromSeconds(1), _time));")]
    [InlineData("Use(new DateTime(2000, 1, 1));")]
    [InlineData("Use(new PeriodicTimer(TimeSpan.FromSeconds(1), _time));")]
    public Task The_topologys_clock_is_none(string body) => Check.Silent(Work(body, "private TimeProvider _time = TimeProvider.System; public void Open(TaskContext task) => _time = task.Time;"));

    [Fact]
    public Task Other_classes_are_none() => Check.Silent(Work("") + "\npublic static class Other { public static DateTime Now => DateTime.UtcNow; }");

    [Fact]
    public Task The_fix_takes_the_clock_by_the_constructor() => Fix.Turns(
        "TG0406",
        Work("Use(DateTime.UtcNow); Use(DateTimeOffset.UtcNow); Use(DateTime.Now); Use(Task.Delay(5)); Use(Task.Delay(TimeSpan.FromSeconds(1)));", "private long Began => Stopwatch.GetTimestamp();"),
        Work(
            "Use(time.GetUtcNow().UtcDateTime); Use(time.GetUtcNow()); Use(time.GetLocalNow().LocalDateTime); Use(Task.Delay(TimeSpan.FromMilliseconds(5), time)); Use(Task.Delay(TimeSpan.FromSeconds(1), time));",
            "private long Began => time.GetTimestamp();").Replace("class Work\n", "class Work(TimeProvider time)\n", StringComparison.Ordinal));

    [Fact]
    public Task The_fix_uses_the_clock_that_is_there() => Fix.Turns(
        "TG0406",
        Work("Use(DateTime.UtcNow);", "private TimeProvider _time = TimeProvider.System; public void Open(TaskContext task) => _time = task.Time;"),
        Work("Use(_time.GetUtcNow().UtcDateTime);", "private TimeProvider _time = TimeProvider.System; public void Open(TaskContext task) => _time = task.Time;"));

    [Fact]
    public Task The_fix_adds_to_a_constructor_in_another_file_too() => Fix.TurnsFiles(
        "TG0406",
        [Work("", "public string Name => name[0];").Replace("class Work\n", "class Work(List<string> name)\n", StringComparison.Ordinal), Other.Replace("class Other", "class Other(List<int> first)", StringComparison.Ordinal)],
        [Work("", "public string Name => name[0];").Replace("class Work\n", "class Work(List<string> name)\n", StringComparison.Ordinal), Other.Replace("class Other", "class Other(List<int> first, TimeProvider time)", StringComparison.Ordinal).Replace("DateTime.UtcNow", "time.GetUtcNow().UtcDateTime", StringComparison.Ordinal)]);

    [Fact]
    public Task Where_there_is_nothing_to_put_in_its_place_no_fix_is_offered() => Fix.IsNotOffered("TG0406", Work("Use(new Stopwatch());"));

    private const string Other = """
        using TopoGen;

        namespace Samples;

        sealed partial class Sample
        {
            [Bolt]
            public sealed partial class Other
            {
                [ShuffleGrouping<Lines>]
                public void Execute(in Line line) => _ = (DateTime.UtcNow, first);
            }
        }
        """;

    private static string Work(string body, string members = "") => "using System.Diagnostics;\n" + WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            {{members}}

            private static void Use<T>(T value) => _ = value;
        }
        """);
}
