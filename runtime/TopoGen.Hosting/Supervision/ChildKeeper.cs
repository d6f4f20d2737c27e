using System.ComponentModel;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Supervision;

/// <summary>Keeps one child running until the run is over.</summary>
/// <param name="start">How it is started.</param>
/// <param name="launcher">Starts it.</param>
/// <param name="output">Gets what it writes.</param>
/// <param name="time">The clock of its life and of waits.</param>
/// <param name="say">Takes a line for people.</param>
internal sealed class ChildKeeper(ChildStart start, IChildLauncher launcher, ChildOutput output, TimeProvider time, Action<string> say)
{
    /// <summary>How long children may take to end by themselves when the run is over: they close files and say what was skipped.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly RestartBackoff _backoff = new();

    private string Name => start.HandOver.Name;

    /// <param name="gone">Called with the id of each process that ended before the run was over; says whether to start another one.</param>
    /// <param name="over">The run is over: none is started any more, and the one that runs ends.</param>
    /// <param name="atOnce">Kills it.</param>
    public async Task KeepAsync(Func<int, int, Task<bool>> gone, CancellationToken over, CancellationToken atOnce)
    {
        while (!over.IsCancellationRequested && !atOnce.IsCancellationRequested)
        {
            long begun = time.GetTimestamp();
            string how;
            try
            {
                using IChild child = launcher.Start(start, output);
                int code = await EndAsync(child, over, atOnce).ConfigureAwait(false);
                if (over.IsCancellationRequested || atOnce.IsCancellationRequested || !await gone(child.ProcessId, code).ConfigureAwait(false))
                {
                    return;
                }

                how = ExitText.Of(code);
            }
            catch (Win32Exception e)
            {
                how = $"cannot be started: {OneLine.Of(e.Message)}";
            }

            TimeSpan wait = _backoff.Next(time.GetElapsedTime(begun));
            say($"{Name} {how}; it is started again in {Duration.Text(wait)}");
            await DelayAsync(wait, over, atOnce).ConfigureAwait(false);
        }
    }

    private async Task<int> EndAsync(IChild child, CancellationToken over, CancellationToken atOnce)
    {
        Task<int> exited = child.Exited;
        await UntilAsync(exited, over, atOnce).ConfigureAwait(false);
        if (!exited.IsCompleted && !atOnce.IsCancellationRequested)
        {
            await Task.WhenAny(UntilAsync(exited, atOnce, atOnce), Task.Delay(Grace, time, CancellationToken.None)).ConfigureAwait(false);
        }

        if (!exited.IsCompleted)
        {
            child.Kill();
        }

        return await exited.ConfigureAwait(false);
    }

    private static async Task UntilAsync(Task task, CancellationToken first, CancellationToken second)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(first, second);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = either.Token.Register(() => told.TrySetResult());
        await Task.WhenAny(task, told.Task).ConfigureAwait(false);
    }

    private async Task DelayAsync(TimeSpan wait, CancellationToken over, CancellationToken atOnce)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, atOnce);
        try
        {
            await Task.Delay(wait, time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at both.
        }
    }
}
