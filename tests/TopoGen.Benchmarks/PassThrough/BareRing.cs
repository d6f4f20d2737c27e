namespace TopoGen.Benchmarks;

/// <summary>
/// A single-producer, single-consumer ring as one writes it by hand for one purpose: padded cursors, batched publication, a
/// cached limit, contiguous reads, and the engine's way of waiting. No counters, no gates, no control in band.
/// </summary>
internal sealed class BareRing<T>
    where T : unmanaged
{
    /// <summary>As the engine's defaults.</summary>
    public const int Capacity = 4096;

    /// <inheritdoc cref="Capacity"/>
    public const int Batch = 1024;

    private readonly T[] _slots = new T[Capacity];
    private readonly Func<bool> _hasTuples;
    private readonly Func<bool> _hasRoom;
    private PaddedCursor _published;
    private PaddedCursor _consumed;
    private PaddedCursor _written;
    private PaddedCursor _stop;

    public BareRing()
    {
        _hasTuples = () => Volatile.Read(ref _published.Value) != _consumed.Value;
        _hasRoom = () => Room() > 0;
    }

    public required Parking Producer { get; init; }

    public required Parking Consumer { get; init; }

    /// <summary>Writes one tuple; waits where the ring is full.</summary>
    public void Write(in T tuple)
    {
        long written = _written.Value;
        if (written == _stop.Value)
        {
            StartBatch();
        }

        _slots[written & (Capacity - 1)] = tuple;
        _written.Value = written + 1;
    }

    public void Publish()
    {
        if (_written.Value != _published.Value)
        {
            Volatile.Write(ref _published.Value, _written.Value);
            Consumer.Wake();
        }
    }

    /// <summary>Waits for tuples and returns those that lie in a row; they stay in the ring until <see cref="Release"/>.</summary>
    public ReadOnlySpan<T> Read()
    {
        long consumed = _consumed.Value;
        while (Volatile.Read(ref _published.Value) == consumed)
        {
            Consumer.Wait(_hasTuples);
        }

        Consumer.NoteWork();
        int start = (int)(consumed & (Capacity - 1));
        long available = Volatile.Read(ref _published.Value) - consumed;
        return _slots.AsSpan(start, (int)Math.Min(Math.Min(available, Batch), Capacity - start));
    }

    public void Release(int count)
    {
        Volatile.Write(ref _consumed.Value, _consumed.Value + count);
        Producer.Wake();
    }

    private void StartBatch()
    {
        Publish();
        while (Room() == 0)
        {
            Producer.Wait(_hasRoom);
        }

        Producer.NoteWork();
        _stop.Value = _written.Value + Math.Min(Batch, Room());
    }

    private long Room() => Volatile.Read(ref _consumed.Value) + Capacity - _written.Value;
}
