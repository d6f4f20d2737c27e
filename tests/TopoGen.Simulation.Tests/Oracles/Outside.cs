namespace TopoGen.Simulation.Tests;

/// <summary>
/// Where sinks write to, which outlives all processes: how far each key is, and the stamps, both changed in one step. Invariant 4: what is there are
/// the commands of the epochs 1 to a, each once and in order, and the last committed epoch is a or the one behind it.
/// </summary>
internal sealed class Outside(StepsGhost ghost, FaultCounts faults)
{
    private readonly Dictionary<SinkTask, SinkStamp> _stamps = [];
    private readonly Dictionary<int, long> _written = [];

    /// <summary>Of each committed epoch, by its number: how far the sources were.</summary>
    private readonly Dictionary<long, IReadOnlyDictionary<int, long>> _cuts = [];

    /// <summary>The last number of a key.</summary>
    public long this[int key] => _written.GetValueOrDefault(key);

    public SinkStamp? StampOf(SinkTask task) => _stamps.TryGetValue(task, out SinkStamp stamp) ? stamp : null;

    /// <summary>Applies a chunk, where its stamp says that it is next.</summary>
    /// <exception cref="SinkReplacedException">The stamp is another one.</exception>
    public Task ApplyAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Steps.Entry> commands)
    {
        try
        {
            Apply(task, expected, stamp, commands);
            return Task.CompletedTask;
        }
        catch (SinkReplacedException exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>An epoch is committed, so the one before is applied.</summary>
    /// <param name="number">The epoch's.</param>
    /// <param name="emitted">How far the sources were.</param>
    /// <returns>What is missing, or null.</returns>
    public string? Committed(long number, IReadOnlyDictionary<int, long> emitted)
    {
        _cuts[number] = emitted;
        _cuts.Remove(number - 10);
        return Behind(number - 1, $"Epoch {number} is committed, and");
    }

    /// <summary>Whether all of an epoch is there.</summary>
    /// <returns>What is missing, or null.</returns>
    public string? Behind(long number, string what)
    {
        foreach ((int key, long n) in _cuts.GetValueOrDefault(number) ?? new Dictionary<int, long>())
        {
            if (this[key] < n)
            {
                return $"{what} of epoch {number} key {key} is outside up to number {this[key]}; its source had emitted {n}.";
            }
        }

        return null;
    }

    /// <summary>As it is now, for <see cref="GoBackTo"/>: it is on the store's own server.</summary>
    public Outside Copy()
    {
        var copy = new Outside(ghost, faults);
        copy.GoBackTo(this);
        return copy;
    }

    /// <summary>Loses everything that was written since.</summary>
    public void GoBackTo(Outside earlier)
    {
        Replace(_stamps, earlier._stamps);
        Replace(_written, earlier._written);
        Replace(_cuts, earlier._cuts);

        static void Replace<TKey, TValue>(Dictionary<TKey, TValue> into, Dictionary<TKey, TValue> from)
            where TKey : notnull
        {
            into.Clear();
            foreach ((TKey key, TValue value) in from)
            {
                into.Add(key, value);
            }
        }
    }

    private void Apply(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Steps.Entry> commands)
    {
        if (!stamp.IsNext(task, expected, StampOf(task)))
        {
            faults.Add(Fault.AppliedAgain);
            return;
        }

        _stamps[task] = stamp;
        ghost.Applied(stamp.Epoch);
        IReadOnlyDictionary<int, long>? cut = _cuts.GetValueOrDefault(ghost.Committed);
        foreach (Steps.Entry entry in commands)
        {
            if (entry.Sequence != this[entry.Key] + 1)
            {
                ghost.Violate($"Outside, key {entry.Key}, number {entry.Sequence} is written right after {this[entry.Key]}, by {task} with {stamp}.");
            }

            if (cut is null || entry.Sequence > cut.GetValueOrDefault(entry.Key))
            {
                ghost.Violate($"Outside, key {entry.Key}, number {entry.Sequence} is written by {task} with {stamp}, and epoch {ghost.Committed} is the last one that was committed.");
            }

            _written[entry.Key] = entry.Sequence;
        }

        if (!stamp.IsLast)
        {
            faults.Add(Fault.ManyChunks);
        }
    }
}
