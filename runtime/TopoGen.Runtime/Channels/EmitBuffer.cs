namespace TopoGen.Runtime;

/// <summary>
/// A list of emits that user code on any thread appends to and the executor takes over. Two arrays change places, so that
/// in steady state nothing is allocated.
/// </summary>
internal sealed class EmitBuffer<T>
{
    private readonly Lock _lock = new();
    private List<T> _filling = [];
    private List<T> _taken = [];

    public void Add(in T item)
    {
        lock (_lock)
        {
            _filling.Add(item);
        }
    }

    /// <summary>What was added since the last call; valid until <see cref="Release"/>.</summary>
    public List<T> Take()
    {
        lock (_lock)
        {
            (_filling, _taken) = (_taken, _filling);
            return _taken;
        }
    }

    public void Release() => _taken.Clear();

    public void Discard()
    {
        lock (_lock)
        {
            _filling.Clear();
        }
    }
}
