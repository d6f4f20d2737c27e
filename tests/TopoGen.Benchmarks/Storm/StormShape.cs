namespace TopoGen.Benchmarks;

/// <summary>A shape, and how its tasks are spread.</summary>
/// <param name="Name">As in the names of its topologies.</param>
/// <param name="Title">For tables.</param>
/// <param name="Stages">Threads of a process that has one for each stage.</param>
/// <param name="ForFour">Tasks by component where four processes are to have one at least each.</param>
internal sealed record StormShape(string Name, string Title, int Stages, string ForFour)
{
    public static StormShape[] All { get; } =
    [
        new("const-only", "ConstSpoutOnly", 1, "Source=4"),
        new("const-null", "ConstSpoutNullBolt", 2, "Source=2,Null=2"),
        new("const-id-null", "ConstSpoutIdBoltNullBolt", 3, "Source=1,Identity=2,Null=1"),
        new("file-words", "FileReadWordCount, words", 3, "Source=1,Split=2,Tally=2"),
        new("back-pressure", "BackPressure", 2, "Source=1,Slow=3"),
    ];

    public static StormShape Of(string name) => All.First(s => s.Name == name);

    /// <summary>What <c>run</c> is told.</summary>
    public string[] Options(StormPlace place, string redis) => place switch
    {
        StormPlace.One => [],
        StormPlace.Threads => ["--executors", $"{Stages}"],
        StormPlace.Two => ["--workers", "2", "--redis", redis],
        _ => ["--workers", "4", "--redis", redis, "--component", ForFour],
    };
}
