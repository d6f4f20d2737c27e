using System.Diagnostics;

namespace TopoGen.Chaos;

/// <summary>A worker stands still for longer than its lease, whatever is in its sockets, and then goes on as if nothing had been.</summary>
internal sealed class StopFault : Fault
{
    private int _worker;

    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        _worker = await field.AnyWorkerAsync(cancellation);
        field.Mark();
        field.Fleet.Expect(_worker);
        Signals.Stop(_worker);
        return $"worker {_worker} stands still";
    }

    public override async Task<bool> EndAsync(Field field, CancellationToken cancellation)
    {
        TimeSpan left = (field.Options.LeaseTime * 1.5) - Stopwatch.GetElapsedTime(field.Begun);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellation);
        }

        Signals.Continue(_worker);
        return true;
    }
}
