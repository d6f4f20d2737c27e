using System.Diagnostics;

namespace TopoGen.Hosting.Supervision;

/// <summary>A worker process of the system.</summary>
internal sealed class ChildProcess : IChild
{
    /// <summary>A grandchild may keep a pipe open for ever.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    /// <param name="process">Just started, with all its streams redirected.</param>
    /// <param name="handOver">Told to it.</param>
    /// <param name="output">Gets what it writes.</param>
    public ChildProcess(Process process, HandOver handOver, ChildOutput output)
    {
        _process = process;
        ProcessId = process.Id;
        Task copied = Task.WhenAll(
            output.CopyOutputAsync(handOver.Name, process.StandardOutput.BaseStream),
            output.CopyErrorAsync(handOver.Name, process.StandardError.BaseStream));
        try
        {
            process.StandardInput.WriteLine(handOver.ToLine());
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already; its exit says so.
        }

        Exited = WaitAsync(copied);
    }

    public int ProcessId { get; }

    public Task<int> Exited { get; }

    public void Kill()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill();
        }
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What could not be written to it any more is of no use to it.
        }

        _process.Dispose();
    }

    private async Task<int> WaitAsync(Task copied)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        int code = _process.ExitCode;
        if (await Task.WhenAny(copied, Task.Delay(LastWords)).ConfigureAwait(false) == copied)
        {
            await copied.ConfigureAwait(false);
        }

        return code;
    }
}
