namespace TopoGen.Simulation.Tests;

/// <summary>Writes into the <see cref="Outside"/>, over a way that is slow, fails, loses answers, or brings a call late.</summary>
internal sealed class StepsSink(StepsView ghost) : ISink<Steps.Entry>
{
    public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
        => new(ghost.Way.CallAsync(() => Task.FromResult(ghost.Outside.StampOf(task)), cancellation));

    /// <summary>A call is carried out whatever becomes of its sender, and the commands are that one's only during the call.</summary>
    public ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Steps.Entry> commands, CancellationToken cancellation)
    {
        Steps.Entry[] sent = [.. commands];
        return new(ghost.Way.CallAsync(() => ghost.Outside.ApplyAsync(task, expected, stamp, sent), cancellation));
    }
}
