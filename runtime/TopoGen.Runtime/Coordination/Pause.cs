namespace TopoGen.Runtime;

/// <summary>A loop's wait that anybody may cut short. One waits; any thread hurries it.</summary>
internal sealed class Pause(TimeProvider time)
{
    private TaskCompletionSource? _rest;
    private bool _isHurried;

    /// <summary>Ends the wait that is under way, or the one that comes next. The loop may go on right on the caller's thread.</summary>
    public void Hurry()
    {
        Interlocked.Exchange(ref _isHurried, true);
        Volatile.Read(ref _rest)?.TrySetResult();
    }

    /// <param name="longest">For how long at the most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        var rest = new TaskCompletionSource();
        Interlocked.Exchange(ref _rest, rest);
        if (!Volatile.Read(ref _isHurried))
        {
            await Waiting.Delay(longest, time, rest, cancellation).ConfigureAwait(false);
        }

        // What is told from now on is about something that the loop may have looked at already.
        Interlocked.Exchange(ref _isHurried, false);
    }
}
