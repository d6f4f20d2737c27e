using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>What becomes of the messages of one task of a spout: how many are acked, and after what time.</summary>
internal sealed class StormMessages(StormPace pace, int task)
{
    /// <summary>The name of its <see cref="StormLog"/>.</summary>
    public const string Log = "complete";

    /// <summary>One of so many has its time taken where messages have none of their own, as in Storm's own statistics.</summary>
    private const int Sample = 64;

    private readonly long[] _emitted = new long[1024];
    private readonly StormLog _log = new(StormBoard.Own, Log);
    private long _acked;
    private long _failed;

    public void Emit(long id)
    {
        if (id % Sample == 0 && !pace.IsPaced)
        {
            _emitted[id / Sample % _emitted.Length] = Stopwatch.GetTimestamp();
        }
    }

    public void Ack(long id)
    {
        if (++_acked % 256 == 0)
        {
            StormBoard.Own.Note(StormCount.Acked, task, _acked);
        }

        if (pace.IsPaced)
        {
            if (pace.Intended(id) is not 0 and var intended)
            {
                _log.Record(intended);
            }
        }
        else if (id % Sample == 0)
        {
            _log.Record(_emitted[id / Sample % _emitted.Length]);
        }
    }

    public void Fail() => StormBoard.Own.Note(StormCount.Failed, task, ++_failed);

    public void Save()
    {
        StormBoard.Own.Note(StormCount.Acked, task, _acked);
        _log.Save();
    }
}
