using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// How far the task of a spout with a position may go. Every position is reserved in the store before it is emitted, a block at a
/// time and ahead of need, so that whoever takes the task over can go on behind the reservation and repeats nothing. A block lasts a
/// few hundred milliseconds: it bounds what a death skips, and the store is asked a few times a second.
/// </summary>
internal sealed partial class SpoutReservation(
    TaskCell cell, ICoordinationStore store, string run, long limit, Action refused)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>So large a block is never needed, and positions stay far from overflow.</summary>
    private const long LargestBlock = 1L << 32;

    private readonly long _step = cell.Definition.PositionStep;
    private long _limit = limit;

    /// <summary>The highest limit so far: none is asked for twice, so that what is given back late is known by it.</summary>
    private long _highest = limit;
    private long _block = 64 * cell.Definition.PositionStep;
    private long _reservedAt;
    private volatile bool _isAsking;
    private volatile bool _isReleased;
    private volatile bool _isFenced;

    /// <summary>Whether another incarnation has taken the task over: this one must not go on.</summary>
    public bool IsFenced => _isFenced;

    /// <summary>Whether nothing is reserved beyond what was emitted: whoever takes the task over now skips nothing. Any thread.</summary>
    public bool IsReleased => (_isReleased && !_isAsking) || _isFenced;

    /// <summary>Whether <see cref="Release"/> would do something.</summary>
    public bool CanRelease => !_isAsking && !_isFenced && !_isReleased;

    /// <summary>
    /// Whether <see cref="Extend"/> would ask: part of a spout's work, or an executor that looked while another call was under way, and
    /// was told of its end while it still ran, would sleep for ever.
    /// </summary>
    public bool CanExtend(long position) => !_isAsking && !_isFenced && Volatile.Read(ref _limit) - position < (_block / 2) + _step;

    /// <summary>Whether a call that begins at this position stays within the reservation.</summary>
    public bool Allows(long position) => position + _step <= Volatile.Read(ref _limit);

    /// <summary>Asks for the next block where half of the last is used up. Executor's thread.</summary>
    public void Extend(long position)
    {
        _isReleased = false;
        if (CanExtend(position))
        {
            _isAsking = true;
            Adapt();
            long next = _highest = Math.Max(position + _block + _step, _highest + 1);
            _ = cell.Host.Threads.Run(() => AskAsync(
                () => store.ReservePositionAsync(run, cell.Id, position, next, cell.Host.Stopping), () => Volatile.Write(ref _limit, next)));
        }
    }

    /// <summary>The spout waits: gives back what it has not emitted. Executor's thread.</summary>
    public void Release(long position)
    {
        if (!_isAsking && !_isFenced && !_isReleased)
        {
            _isAsking = true;
            _isReleased = true;

            // First here, so that nothing is emitted that the store does not know as reserved.
            long limit = _limit;
            Volatile.Write(ref _limit, position);
            _ = cell.Host.Threads.Run(() => AskAsync(
                () => store.ReleasePositionAsync(run, cell.Id, position, limit, cell.Host.Stopping), static () => { }));
        }
    }

    /// <summary>After a call that threw: its emits are out, so they must be within the reservation.</summary>
    /// <exception cref="TopologyInputException">They are not.</exception>
    public void Verify(long position)
    {
        if (position > Volatile.Read(ref _limit))
        {
            throw new TopologyInputException(
                $"{cell} moved its position to {position} in a call that threw, beyond what was reserved; expected at most {_step} in one call: raise MaxStep of its [Position].");
        }
    }

    /// <exception cref="TopologyInputException">The spout went back, or further than it declares.</exception>
    public void Check(long before, long after)
    {
        if (after < before || after - before > _step)
        {
            throw new TopologyInputException(
                $"{cell} moved its position from {before} to {after} in one call; expected 0 to {_step} further: raise MaxStep of its [Position].");
        }
    }

    private void Adapt()
    {
        long now = cell.Host.Time.GetTimestamp();
        TimeSpan lasted = cell.Host.Time.GetElapsedTime(_reservedAt, now);
        if (lasted < Shortest)
        {
            _block = Math.Min(2 * _block, Math.Max(LargestBlock, 64 * _step));
        }
        else if (lasted > Longest)
        {
            _block = Math.Max(_block / 2, 64 * _step);
        }

        _reservedAt = now;
    }

    private async Task AskAsync(Func<Task<bool>> ask, Action granted)
    {
        bool isReported = false;
        while (!cell.Host.Stopping.IsCancellationRequested)
        {
            try
            {
                if (await ask().ConfigureAwait(false))
                {
                    granted();
                }
                else
                {
                    _isFenced = true;
                    refused();
                    LogFenced(cell.Host.Logger, cell.Id);
                }

                break;
            }
            catch (CoordinationException exception)
            {
                if (!isReported)
                {
                    isReported = true;
                    LogUnreachable(cell.Host.Logger, cell.Id, exception.Message);
                }

                await Waiting.Delay(RetryAfter, cell.Host.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        _isAsking = false;
        cell.Executor.Wake();
    }

    [LoggerMessage(20, LogLevel.Warning, "{Task} stops: it was placed elsewhere, and its reservation was taken over")]
    private static partial void LogFenced(ILogger logger, TaskId task);

    [LoggerMessage(21, LogLevel.Warning, "{Task} waits until its next positions can be reserved: {Reason}")]
    private static partial void LogUnreachable(ILogger logger, TaskId task, string reason);
}
