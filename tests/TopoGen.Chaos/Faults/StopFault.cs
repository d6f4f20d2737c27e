namespace TopoGen.Chaos;

/// <summary>
/// A worker stands still for longer than its lease, whatever is in its sockets, and then goes on as if nothing had been. Others may have taken over by then; where it stands still while it holds the
/// lock of a file sink's task, they can only when it goes on.
/// </summary>
internal sealed class StopFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int worker = await field.AnyWorkerAsync(cancellation);
        TimeSpan time = field.Options.LeaseTime * (1.5 + field.Random.NextDouble());
        field.Mark();
        field.Fleet.Expect(worker);
        Signals.Stop(worker);
        await Task.Delay(time, cancellation);
        Signals.Continue(worker);
        return $"worker {worker} stands still for {time.TotalMilliseconds:0} ms";
    }
}
