namespace TopoGen.Benchmarks;

/// <summary>What one task at the end of a topology says of what has come.</summary>
internal sealed class StormArrivals(StormBoard board, int task)
{
    /// <summary>The name of its <see cref="StormLog"/>.</summary>
    public const string Log = "arrival";

    private const int Block = 256;

    private readonly StormLog _log = new(board, Log);

    /// <param name="arrived">With this one.</param>
    /// <param name="intended">When it was to be emitted, or 0.</param>
    public void Take(long arrived, long intended)
    {
        if (arrived % Block == 0)
        {
            Note(arrived);
        }

        if (intended != 0)
        {
            _log.Record(intended);
        }
    }

    public void Note(long arrived) => board.Note(StormCount.Arrived, task, arrived);

    public void Save() => _log.Save();
}
