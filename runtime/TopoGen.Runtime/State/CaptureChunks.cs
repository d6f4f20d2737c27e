using System.Buffers;

namespace TopoGen.Runtime;

/// <summary>
/// The buffers of a capture that is being made. Groups share buffers, so that small ones cost no buffer each, and a new one is begun
/// before a buffer becomes so large that growing it would hold up the task.
/// </summary>
internal sealed class CaptureChunks
{
    private readonly List<byte[]> _rented = [];
    private readonly List<CapturedGroup> _groups = [];
    private readonly List<(int Group, bool IsFull, int Start, int Length, int Count)> _open = [];
    private CapturedFields? _fields;
    private (int Length, int Count) _openFields;

    /// <summary>The fields stand at the beginning of the first buffer.</summary>
    public void AddFields(int length, int count) => _openFields = (length, count);

    public void AddGroup(int group, bool isFull, int start, int length, int count) => _open.Add((group, isFull, start, length, count));

    /// <summary>Takes the writer's buffer; what was added since the last one lies in it.</summary>
    public void Take(ref TupleWriter writer)
    {
        byte[] buffer = writer.Detach(out _);
        if (buffer.Length > 0)
        {
            _rented.Add(buffer);
        }

        if (_openFields.Length > 0)
        {
            _fields = new CapturedFields(buffer.AsMemory(0, _openFields.Length), _openFields.Count);
            _openFields = default;
        }

        foreach ((int group, bool isFull, int start, int length, int count) in _open)
        {
            _groups.Add(new CapturedGroup(group, isFull, buffer.AsMemory(start, length), count));
        }

        _open.Clear();
    }

    public TaskCapture Close() => new(_fields, _groups, _rented);

    /// <summary>The capture came to nothing.</summary>
    public void Abandon()
    {
        foreach (byte[] buffer in _rented)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
