using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// A committed epoch of <see cref="Steps"/>: how far the sources were, and what must have come of that. Every tuple before a barrier is in the
/// state, and none behind it; or some behind it, where channels do not wait for each other.
/// </summary>
internal sealed class StepsCut(StepsGhost ghost, CutProbe cut)
{
    private readonly Dictionary<int, long> _emitted = [];

    /// <summary>How far the sources were; when the problem was asked for.</summary>
    public IReadOnlyDictionary<int, long> Emitted => _emitted;

    /// <returns>What is wrong, or null.</returns>
    public string? Problem()
    {
        foreach ((TaskEntry entry, ComponentTask task, _) in cut.Load(nameof(Steps.Source)))
        {
            int[] keys = Steps.KeysOf(ghost.Settings, entry.Index, entry.Parallelism);
            for (int at = 0; at < keys.Length; at++)
            {
                _emitted[keys[at]] = (task.Position / keys.Length) + (at < task.Position % keys.Length ? 1 : 0);
            }
        }

        return Problem(nameof(Steps.Check)) ?? Problem(nameof(Steps.Sink));
    }

    private string? Problem(string component)
    {
        Dictionary<int, int> owners = [];
        foreach ((TaskEntry entry, _, StateTable[] tables) in cut.Load(component))
        {
            foreach (StateTable table in tables)
            {
                foreach ((int key, long value) in (KeyedState<int, long>)table.Keys)
                {
                    if (!owners.TryAdd(key, entry.Index) && owners[key] != entry.Index)
                    {
                        return $"Epoch {cut.Number}: {component}[{entry.Index}] holds key {key}, and so does task {owners[key]}.";
                    }

                    long n = _emitted.GetValueOrDefault(key);
                    long expected = table.Name == "sum" ? Steps.SumOf(n) : n;
                    if (value < expected || (value > expected && ghost.Delivery == Delivery.ExactlyOnce))
                    {
                        return $"Epoch {cut.Number}: {component}[{entry.Index}] has {table.Name} {value} of key {key}; its source had emitted {n}.";
                    }
                }
            }
        }

        int[] missing = [.. _emitted.Where(e => e.Value > 0 && !owners.ContainsKey(e.Key)).Select(e => e.Key)];
        return missing.Length == 0 ? null : $"Epoch {cut.Number}: {component} knows nothing of key {missing[0]}, which was emitted.";
    }
}
