using System.Buffers;

namespace TopoGen.Runtime;

/// <summary>What a task brings into an epoch: a copy, so that the task goes on while it is uploaded. Disposed of after the upload; any thread.</summary>
internal sealed class TaskCapture(CapturedFields? fields, IReadOnlyList<CapturedGroup> groups, IReadOnlyList<byte[]> rented) : IDisposable
{
    private IReadOnlyList<byte[]> _rented = rented;

    /// <summary>Null where the task has no fields.</summary>
    public CapturedFields? Fields { get; } = fields;

    /// <summary>The groups that changed, and all that were asked for in full; ascending.</summary>
    public IReadOnlyList<CapturedGroup> Groups { get; } = groups;

    /// <summary>Gives the buffers back: what was captured must not be read any more.</summary>
    public void Dispose()
    {
        foreach (byte[] buffer in Interlocked.Exchange(ref _rented, []))
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
