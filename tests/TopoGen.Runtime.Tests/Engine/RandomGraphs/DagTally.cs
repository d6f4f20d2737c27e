using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>How many tuples each component handled, and their sum: a tuple lost, doubled or changed shows in one of them.</summary>
internal sealed class DagTally
{
    private readonly ConcurrentDictionary<string, (long Count, ulong Sum)> _handled = new();

    public (long Count, ulong Sum) this[string component] => _handled.GetValueOrDefault(component);

    public void Add(string component, DagTuple tuple, long times = 1)
        => _handled.AddOrUpdate(
            component,
            static (_, a) => (a.times, a.tuple.Value * (ulong)a.times),
            static (_, before, a) => (before.Count + a.times, before.Sum + (a.tuple.Value * (ulong)a.times)),
            (tuple, times));
}
