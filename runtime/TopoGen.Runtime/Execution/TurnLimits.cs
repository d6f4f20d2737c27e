namespace TopoGen.Runtime;

/// <summary>How long turns of work units may be.</summary>
/// <param name="Budget">How many tuples a turn handles at the most.</param>
/// <param name="Long">Turns that take longer are given half as many; of the engine's clock.</param>
/// <param name="Short">Those that take less than this, twice as many.</param>
/// <param name="Quick">And only those are for visitors.</param>
internal sealed record TurnLimits(int Budget, long Long, long Short, long Quick)
{
    /// <summary>A visitor has something else to do.</summary>
    private static readonly TimeSpan QuickTime = TimeSpan.FromMicroseconds(100);

    public static TurnLimits Of(Tuning tuning, TimeProvider clock)
    {
        long turn = Ticks(tuning.TurnTime);
        return new TurnLimits(tuning.BatchSize, turn, turn * 2 / 5, Ticks(QuickTime));

        long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
    }
}
