using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Tells those at a board what to do, and counts what they did between two moments.</summary>
internal sealed class StormMeter(StormBoard board, ProcessTree processes)
{
    /// <summary>Until the runtime's compilers of four processes have done their work on two processors.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public StormBoard Board => board;

    /// <param name="time">For how long is measured behind it; a quick look needs no steady state.</param>
    public static TimeSpan WarmUpBefore(TimeSpan time) => time < TimeSpan.FromSeconds(0.5) ? time : WarmUp;

    /// <summary>Of all processes, in bytes.</summary>
    public double PeakMemory() => processes.PeakMemory();

    /// <param name="rate">Tuples a second, or 0 for as many as go through.</param>
    /// <param name="settling">Before the first moment.</param>
    /// <param name="time">Between them.</param>
    /// <param name="counted">What is counted.</param>
    /// <param name="kind">Of the schedule.</param>
    public async Task<StormPhase> MeasureAsync(
        double rate, TimeSpan settling, TimeSpan time, StormCount counted = StormCount.Arrived, StormScheduleKind kind = StormScheduleKind.Rests)
    {
        long from = StormBoard.After(settling);
        long until = from + (long)(time.TotalSeconds * Stopwatch.Frequency);
        StormSchedule schedule = board.Set(new StormSchedule(0, rate, Stopwatch.GetTimestamp(), from, until, kind));
        await Task.Delay(settling);
        (long begun, long before, double used) = (Stopwatch.GetTimestamp(), board.Sum(counted), processes.ProcessorSeconds());
        await Task.Delay(time);
        (long ended, long after) = (Stopwatch.GetTimestamp(), board.Sum(counted));
        used = processes.ProcessorSeconds() - used;
        return new StormPhase(schedule, after - before, Stopwatch.GetElapsedTime(begun, ended).TotalSeconds, used);
    }

    /// <summary>Ends the input.</summary>
    public void End() => board.Set(new StormSchedule(0, 0, 0, 0, 0, StormScheduleKind.Over));
}
