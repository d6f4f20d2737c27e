namespace TopoGen.Benchmarks;

/// <summary>One shape in one place with one delivery: as fast as it goes, and then ten tuples a second.</summary>
internal sealed record StormCell(StormShape Shape, StormPlace Place, Delivery Delivery)
{
    private const int LowRate = 10;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);

    public string Name => $"{Shape.Name}/{Place}/{Delivery}";

    private StormCount Counted => Shape.Name == "const-only" ? StormCount.Emitted : StormCount.Arrived;

    public static StormCell Parse(string name)
        => name.Split('/') is [var shape, var place, var delivery]
            ? new StormCell(StormShape.Of(shape), Enum.Parse<StormPlace>(place), Enum.Parse<Delivery>(delivery))
            : throw new ArgumentException($"'{name}' is not understood; expected SHAPE/PLACE/DELIVERY.");

    /// <param name="time">For how long each is measured.</param>
    public async Task<Figures> RunAsync(TimeSpan time)
    {
        // The text is the repository's own, read when it is first asked for: now, as the run does, because somebody may be writing it.
        LinesByHand.WordsOf(0);
        var figures = new Dictionary<string, double>();
        using var run = new StormRun(Shape, Place, Delivery, []);
        await run.Meter.MeasureAsync(0, TimeSpan.Zero, TimeSpan.Zero, Counted);
        await run.StartedAsync(Counted);
        StormPhase full = await run.Meter.MeasureAsync(0, StormMeter.WarmUpBefore(time), time, Counted);
        figures["ns"] = 1e9 / full.Rate;
        figures["rate"] = full.Rate;
        figures["cpu"] = full.ProcessorOfMillion;
        figures["memory"] = run.Meter.PeakMemory() / 1e6;
        StormPhase? low = Shape.Name == "const-id-null" ? await run.Meter.MeasureAsync(LowRate, Settling, time) : null;
        await run.FinishAsync();
        Verify(run.Board);
        figures["failed"] = run.Board.Sum(StormCount.Failed);
        StormFigures.Add(figures, "complete-", StormLog.Read(run.Board.Folder, StormMessages.Log, full.Schedule.Version));
        if (low is not null)
        {
            StormFigures.Add(figures, "low-", StormLog.Read(run.Board.Folder, StormArrivals.Log, low.Schedule.Version));
            StormFigures.Add(figures, "low-complete-", StormLog.Read(run.Board.Folder, StormMessages.Log, low.Schedule.Version));
        }

        return figures;
    }

    /// <summary>All that was emitted has arrived, and is acked where that is promised.</summary>
    private void Verify(StormBoard board)
    {
        (long emitted, long arrived, long acked) = (board.Sum(StormCount.Emitted), board.Sum(StormCount.Arrived), board.Sum(StormCount.Acked));
        long expected = Shape.Name switch { "const-only" => 0, "file-words" => LinesByHand.WordsOf(emitted), _ => emitted };
        bool haveArrived = Delivery == Delivery.AtLeastOnce ? arrived >= expected : arrived == expected;
        if (!haveArrived || (Delivery == Delivery.AtLeastOnce && acked != emitted))
        {
            throw new InvalidOperationException($"{Name}: of {emitted} tuples {acked} are acked; {arrived} have arrived, expected {expected}.");
        }
    }
}
