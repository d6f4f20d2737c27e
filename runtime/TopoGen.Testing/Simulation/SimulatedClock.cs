namespace TopoGen.Testing;

/// <summary>The clock of one process. Its timestamps follow the simulation's time; its wall clock may be set.</summary>
internal class SimulatedClock(SimulatedProcess process) : TimeProvider
{
    public static DateTimeOffset Epoch { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => process.Simulator.Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Epoch + process.Simulator.Now + process.WallOffset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
