using System.Diagnostics;

namespace TopoGen.Chaos;

/// <summary>The supervisor is killed, with which its workers end, and is started again.</summary>
internal sealed class SupervisorFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int[] workers = await field.WorkersAsync(1, cancellation);
        int supervisor = field.Fleet.Supervisor ?? throw new InvalidOperationException("there is no supervisor");
        long begun = Stopwatch.GetTimestamp();
        field.Kill(supervisor);

        // Until they hear of it they work on.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (workers.Any(Signals.IsAlive))
        {
            await timer.WaitForNextTickAsync(cancellation);
        }

        field.Mark(begun);
        return $"supervisor {supervisor} is killed";
    }
}
