using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Every hook of a topology reports here, and fails where the test wants it to.</summary>
internal sealed class Script
{
    private readonly ConcurrentQueue<string> _events = new();

    public IReadOnlyList<string> Events => [.. _events];

    /// <summary>What happens at an event.</summary>
    public Dictionary<string, Action> Actions { get; } = [];

    public void On(string happened)
    {
        _events.Enqueue(happened);
        if (Actions.TryGetValue(happened, out Action? action))
        {
            action();
        }
    }

    public int CountOf(string happened) => _events.Count(e => e == happened);
}
