namespace TopoGen.Oracle.Chaos;

/// <summary>Which numbers one task of the spout gives, and in which order: all keys of its own in turn.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Tasks">Of how many.</param>
/// <param name="Keys">How many keys there are; each belongs to the task of its remainder.</param>
/// <param name="Length">How far each is counted.</param>
public readonly record struct Share(int Task, int Tasks, int Keys, long Length)
{
    private int OwnKeys => (Keys - Task + Tasks - 1) / Tasks;

    /// <summary>How many numbers it gives.</summary>
    public long Count => OwnKeys * Length;

    public Number At(long position) => new((int)(position % OwnKeys * Tasks) + Task, (position / OwnKeys) + 1);

    public long PositionOf(int key, long sequence) => ((sequence - 1) * OwnKeys) + (key / Tasks);

    /// <summary>How many it may give where all tasks together may give so many.</summary>
    public long Of(long allowed) => (long)((Int128)allowed * Count / (Keys * Length));
}
