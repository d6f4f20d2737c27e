using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>Apache Storm's own performance topologies: shapes × places × deliveries.</summary>
internal static class StormGoals
{
    private static readonly StormPlace[] Places = [StormPlace.One, StormPlace.Threads, StormPlace.Two, StormPlace.Four];
    private static readonly Delivery[] Deliveries = [Delivery.AtMostOnce, Delivery.AtLeastOnce, Delivery.ExactlyOnce];

    public static GoalGroup Group(SuiteOptions options)
    {
        StormCell[] cells = [.. options.IsQuick ? Quick : All];
        string seconds = options.Seconds.ToString(CultureInfo.InvariantCulture);
        string[] baselines = ["direct-calls", "bare-ring-hop", "bare-ring", "socket-16", "lines-by-hand", "slow-work"];
        return GoalGroup.Of(
            "storm",
            [
                .. baselines.Select(name => Subject.Measured(name, options)),
                .. cells.Select(cell => Subject.Own(cell.Name, "storm", cell.Name, seconds)),
            ],
            Goals,
            rounds => StormTable.Of(cells, rounds));
    }

    /// <summary>The hand-written program that does the same, in tables and goals.</summary>
    public static string BaselineOf(StormCell cell) => (cell.Shape.Name, cell.Place) switch
    {
        ("file-words", _) => "lines-by-hand",
        ("back-pressure", _) => "slow-work",
        (_, StormPlace.One) or ("const-only", _) => "direct-calls",
        ("const-null", StormPlace.Threads) => "bare-ring-hop",
        (_, StormPlace.Threads) => "bare-ring",
        _ => "socket-16",
    };

    private static IEnumerable<StormCell> All =>
        from shape in StormShape.All
        from place in Places
        where shape.Name != "const-only" || place == StormPlace.One
        where shape.Name != "back-pressure" || place != StormPlace.One
        where shape.Name != "file-words" || place != StormPlace.Threads
        from delivery in Deliveries
        select new StormCell(shape, place, delivery);

    private static IEnumerable<StormCell> Quick =>
    [
        StormCell.Parse("const-null/One/AtMostOnce"),
        StormCell.Parse("const-id-null/Threads/AtLeastOnce"),
        StormCell.Parse("const-null/Two/AtMostOnce"),
        StormCell.Parse("file-words/One/ExactlyOnce"),
    ];

    private static Goal[] Goals =>
    [
        Speed("One hop, fused, at most once, against three direct calls", "const-null/One/AtMostOnce", "direct-calls", 1 / 1.5),
        Speed("Two hops, fused, at most once, against three direct calls", "const-id-null/One/AtMostOnce", "direct-calls", 1 / 1.5),
        Speed("One hop between two threads, at most once, against a bare ring", "const-null/Threads/AtMostOnce", "bare-ring-hop", 0.5),
        Speed("Two hops over three threads, at most once, against bare rings", "const-id-null/Threads/AtMostOnce", "bare-ring", 0.5),
        Speed("One hop between two processes of `run --workers 2`, at most once, against a bare socket", "const-null/Two/AtMostOnce", "socket-16", 0.5),
        Speed("The same, exactly once", "const-null/Two/ExactlyOnce", "socket-16", 0.5),
        Speed("Words of lines in one process, at most once, against one loop with a `Dictionary`", "file-words/One/AtMostOnce", "lines-by-hand", 1),
        Speed("The same words, exactly once", "file-words/One/ExactlyOnce", "lines-by-hand", 1),
        Speed("Back pressure between two threads, at most once, against the slow work alone", "back-pressure/Threads/AtMostOnce", "slow-work", 0.95),
        new("… most memory of the process", "back-pressure/Threads/AtMostOnce", null, "memory", "MB", 150),
    ];

    private static Goal Speed(string title, string subject, string baseline, double least)
        => new(title, subject, baseline, "ns", "ns", 1 / least, AsSpeed: true);
}
