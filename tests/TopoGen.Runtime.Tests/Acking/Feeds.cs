using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>The feeds of a topology's spouts, by component.</summary>
internal sealed class Feeds
{
    private readonly ConcurrentDictionary<string, Feed> _feeds = new();

    public Feed this[string spout] => _feeds.GetOrAdd(spout, _ => new Feed());
}
