using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>What each task of a topology received, in order. A task fills its own list; read them after the run.</summary>
internal sealed class Deliveries<T>
{
    private readonly ConcurrentDictionary<(string Component, int Task), List<T>> _lists = new();

    public IReadOnlyList<T> this[string component, int task]
        => _lists.TryGetValue((component, task), out List<T>? list) ? list : [];

    public List<T> Of(TaskContext task) => _lists.GetOrAdd((task.Component, task.Index), _ => []);

    /// <summary>What all tasks of a component received.</summary>
    public IEnumerable<T> All(string component)
        => _lists.Where(l => l.Key.Component == component).OrderBy(l => l.Key.Task).SelectMany(l => l.Value);
}
