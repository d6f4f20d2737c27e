using System.Diagnostics;

namespace TopoGen.Runtime;

/// <summary>
/// How much of what a sink's task wrote is under way. Where it is too much, the gates of all work units that lead to the task close until there is room
/// again. Called by the task's executor only, but for <see cref="Leave"/> and <see cref="UnderWay"/>.
/// </summary>
/// <param name="cell">The task.</param>
/// <param name="most">So much may be under way until nothing more is taken in.</param>
/// <param name="mostOfOneCall">So much one call may write: it is held in memory where nobody takes it.</param>
/// <param name="taker">Who takes it, for messages.</param>
internal sealed class CommandRoom(TaskCell cell, int most, int mostOfOneCall, string taker)
{
    /// <summary>How long there may be no progress until a call that writes very much stops waiting for it.</summary>
    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(100);

    private readonly GateList _gates = new();
    private int _underWay;
    private int _patience;

    public bool IsFull => _gates.IsClosed;

    public bool HasRoom => Volatile.Read(ref _underWay) < most;

    /// <summary>How much is under way. Any thread.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public void Attach(Gate gate) => _gates.Attach(gate);

    public void Detach(Gate gate) => _gates.Detach(gate);

    /// <summary>Opens the gates where there is room again.</summary>
    public bool Drain()
    {
        if (!_gates.IsClosed || !HasRoom)
        {
            return false;
        }

        _gates.Open();
        return true;
    }

    /// <summary>So much more is under way.</summary>
    /// <exception cref="InvalidOperationException">The call that runs has written too much.</exception>
    public void Enter(int count)
    {
        Interlocked.Add(ref _underWay, count);
        if (HasRoom)
        {
            return;
        }

        if (!_gates.IsClosed)
        {
            _gates.Close();
            _patience = 2 * most;
        }
        else if (UnderWay >= _patience)
        {
            Wait();
        }
    }

    /// <summary>So much was taken. Any thread.</summary>
    public void Leave(int count)
    {
        Interlocked.Add(ref _underWay, -count);
        cell.Executor.Wake();
    }

    /// <summary>
    /// One call writes very much. While there is progress, waiting here bounds the memory; where there is none, more may be under way, twice as much each
    /// time.
    /// </summary>
    private void Wait()
    {
        int underWay = UnderWay;
        long since = Stopwatch.GetTimestamp();
        var spinner = default(SpinWait);
        while (UnderWay is var now && now >= _patience)
        {
            Executor executor = cell.Executor;
            if (now != underWay)
            {
                underWay = now;
                since = Stopwatch.GetTimestamp();
            }
            else if (executor.IsVisited || executor.IsStepped || executor.IsAborted || Stopwatch.GetElapsedTime(since) > StallTime)
            {
                _patience *= 2;
                break;
            }

            spinner.SpinOnce(sleep1Threshold: -1);
        }

        if (_patience > mostOfOneCall)
        {
            throw new InvalidOperationException($"One call of {cell} wrote more commands than fit into memory while {taker} does not take them; write less per call.");
        }
    }
}
