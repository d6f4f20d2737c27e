using System.Runtime.CompilerServices;

namespace TopoGen.Benchmarks;

/// <summary>Three calls on one thread.</summary>
internal sealed class PacedCalls : PacedThreads
{
    private long _arrived;

    protected override Action[] Stages() => [Produce];

    private void Produce()
    {
        var rest = new Parking();
        for (long next = 0; ;)
        {
            if (next < Pace.Due || Pace.Allows(next))
            {
                Source(new StormItem(next, Pace.Intended(next)));
                next++;
            }
            else if (Pace.Status == SpoutStatus.End)
            {
                return;
            }
            else if (Pace.Status == SpoutStatus.Idle)
            {
                rest.Rest(milliseconds: 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Source(in StormItem item) => Identity(in item);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Identity(in StormItem item) => Sink(in item);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Sink(in StormItem item) => Arrivals.Take(++_arrived, item.Intended);
}
