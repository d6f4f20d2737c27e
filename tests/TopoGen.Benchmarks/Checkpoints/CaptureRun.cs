namespace TopoGen.Benchmarks;

/// <summary>The capture alone, of a table of which a part has changed.</summary>
internal static class CaptureRun
{
    private static readonly Dictionary<int, DirtyKeys> Tables = [];

    /// <param name="epochs">How often.</param>
    /// <param name="keys">In the table.</param>
    /// <param name="dirty">How many of them change before each epoch.</param>
    public static async Task<Figures> RunAsync(long epochs, int keys, int dirty)
    {
        if (!Tables.TryGetValue(keys, out DirtyKeys? table))
        {
            Tables.Add(keys, table = new DirtyKeys(keys));
        }

        var timer = new EpochTimer(dirty);
        for (long i = 0; i < epochs; i++)
        {
            table.Touch(dirty);
            await timer.TimeAsync(() =>
            {
                table.Capture().Capture.Dispose();
                return Task.CompletedTask;
            });
        }

        return timer.Figures();
    }
}
