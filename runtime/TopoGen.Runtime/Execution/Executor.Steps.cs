namespace TopoGen.Runtime;

/// <content>The same work in pieces, for a simulation that has one thread for all executors.</content>
internal sealed partial class Executor
{
    /// <summary>How many units had their turn in this round.</summary>
    private int _taken;

    /// <summary>Whether one of them had anything to do.</summary>
    private bool _hasWorked;

    /// <summary>
    /// A piece of <see cref="Run"/>, for whoever calls this over and over in its place: commands, or one unit's turn, or the way from one
    /// round of turns to the next.
    /// </summary>
    /// <returns>
    /// Whether to go on. Else it has ended, or it sleeps: until <see cref="EngineThreads.Woken"/>, and not longer than
    /// <see cref="WakesAt"/>, when it is to be woken.
    /// </returns>
    public bool Step()
    {
        if (_closed)
        {
            return false;
        }

        _thread = _runner = Thread.CurrentThread;
        try
        {
            if (_host.IsRunning)
            {
                return TakeStep();
            }
        }
        catch (Exception exception)
        {
            _host.Abort(exception);
        }
        finally
        {
            if (!_host.IsRunning)
            {
                End();
            }

            // Between two steps nobody is on its thread.
            _thread = _runner = null;
        }

        return false;
    }

    /// <returns>As <see cref="Step"/>.</returns>
    private bool TakeStep()
    {
        _sleep.Stay();
        Now = _clock.GetTimestamp();
        if (!_commands.IsEmpty)
        {
            RunCommands();
            _taken = 0;
            return true;
        }

        if (!_host.IsHeld)
        {
            while (_taken < _turns.Length)
            {
                if (TakeTurn(_turns[_taken++]))
                {
                    _hasWorked = true;
                    return true;
                }
            }

            _taken = 0;
            if (_hasWorked)
            {
                _hasWorked = false;
                return true;
            }

            FlushAll();
        }

        return FindsWork() || !_sleep.TryFallAsleep(_host.IsHeld ? long.MaxValue : NextPoll());
    }
}
