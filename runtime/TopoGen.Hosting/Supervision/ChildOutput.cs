using System.Text;
using TopoGen.Hosting.Terminal;

namespace TopoGen.Hosting.Supervision;

/// <summary>
/// Where children write. Their standard output is the topology's result and passes through unchanged, in whole lines; their
/// standard error gets their names. Thread-safe.
/// </summary>
internal sealed class ChildOutput(HostConsole console)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _unfinished;

    /// <summary>Completes when standard output is full or closed: nothing more gets there.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Copies a child's standard output.</summary>
    public Task CopyOutputAsync(string child, Stream source) => LinePump.CopyAsync(source, bytes => WriteOutput(child, bytes));

    /// <summary>Copies a child's standard error, each line as <c>w1 | line</c>.</summary>
    public Task CopyErrorAsync(string child, Stream source) => LinePump.CopyAsync(source, bytes =>
    {
        foreach (string line in Encoding.UTF8.GetString(bytes[^1] == (byte)'\n' ? bytes[..^1] : bytes).Split('\n'))
        {
            console.Say($"{child} | {line.TrimEnd('\r')}");
        }
    });

    private void WriteOutput(string child, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_broken.Task.IsCompleted)
            {
                // The run is being ended because of it; until then its children must not hang in a full pipe.
                return;
            }

            try
            {
                if (_unfinished is { } other && other != child)
                {
                    // Lost its end with the process that wrote it.
                    console.WriteOutput("\n"u8);
                }

                console.WriteOutput(bytes);
                _unfinished = bytes[^1] == (byte)'\n' ? null : child;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _broken.TrySetResult(e);
            }
        }
    }
}
