using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>
/// When tuples of one task of a spout are due. Each has a time of its own that follows from the schedule alone, so a task that was held up
/// makes up for it, and its tuples are late by what they waited.
/// </summary>
internal sealed class StormPace(StormBoard board, int task, int tasks)
{
    /// <summary>After so many tuples a spout looks for another schedule.</summary>
    private const int Block = 256;

    private StormSchedule _schedule;
    private long _first;
    private double _start;
    private double _period;
    private long _mask;

    /// <summary>The first tuple that may not be emitted yet without <see cref="Allows"/>.</summary>
    public long Due { get; private set; }

    /// <summary>What the spout says where nothing may be emitted.</summary>
    public SpoutStatus Status { get; private set; } = SpoutStatus.Idle;

    /// <summary>Whether tuples have times.</summary>
    public bool IsPaced => _period > 0;

    /// <summary>When a tuple of this schedule was to be emitted; 0 where it has no time.</summary>
    public long Intended(long number) => _period > 0 && (number & _mask) == 0 && number >= _first ? TimeOf(number) : 0;

    /// <summary>When a tuple of a schedule with a rate is due.</summary>
    public long TimeOf(long number) => (long)(_start + ((number - _first) * _period));

    /// <summary>Moves <see cref="Due"/>.</summary>
    /// <returns>Whether the next tuple may be emitted.</returns>
    public bool Allows(long next)
    {
        board.Note(StormCount.Emitted, task, next);
        if (board.Version != _schedule.Version)
        {
            Load(next);
        }

        if (_schedule.Version == 0 || _schedule.Kind == StormScheduleKind.Over)
        {
            Due = next;
            Status = _schedule.Version == 0 ? SpoutStatus.Idle : SpoutStatus.End;
            return false;
        }

        Status = _schedule.Kind == StormScheduleKind.Spins ? SpoutStatus.More : SpoutStatus.Idle;
        Due = Math.Min(next + Block, IsPaced ? _first + Passed(Stopwatch.GetTimestamp()) : long.MaxValue);
        return next < Due;
    }

    private long Passed(long now) => now < _start ? 0 : (long)((now - _start) / _period) + 1;

    private void Load(long next)
    {
        _schedule = board.Schedule;
        _first = next;
        _mask = _schedule.Sample - 1;
        _period = _schedule.Rate > 0 ? Stopwatch.Frequency / _schedule.Rate * tasks : 0;
        _start = _schedule.Start + (_period * task / tasks);
    }
}
