using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>
/// What one end of a stream between processes notes: when it was at which tuple, and what its process had allocated by then. The
/// tuples of the first tenth fill pools.
/// </summary>
public sealed class LinkProbe(long count)
{
    private long _allocated;

    public long Count => count;

    /// <summary>The next tuple that is to be noted.</summary>
    public long Mark { get; private set; }

    /// <summary>A timestamp of <see cref="Stopwatch"/>: the first tuple.</summary>
    public long Begun { get; private set; }

    /// <summary>A timestamp of <see cref="Stopwatch"/>: behind the last tuple.</summary>
    public long Ended { get; private set; }

    /// <summary>Bytes that all threads of the process allocated meanwhile, of every million tuples.</summary>
    public double BytesPerMillion { get; private set; }

    public long Sum { get; private set; }

    /// <summary>The tuple of <see cref="Mark"/> is next.</summary>
    /// <returns>The next mark.</returns>
    public long Note()
    {
        if (Mark == 0)
        {
            Begun = Stopwatch.GetTimestamp();
            return Mark = Math.Max(1, count / 10);
        }

        _allocated = GC.GetTotalAllocatedBytes(precise: true);
        return Mark = count;
    }

    /// <summary>Behind the last tuple.</summary>
    public void End(long sum)
    {
        Sum = sum;
        Ended = Stopwatch.GetTimestamp();
        BytesPerMillion = (GC.GetTotalAllocatedBytes(precise: true) - _allocated) * 1e6 / (count - Math.Max(1, count / 10));
    }
}
