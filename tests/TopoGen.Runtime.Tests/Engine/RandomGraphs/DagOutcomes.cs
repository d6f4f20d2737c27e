using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>What became of each message, with how often it ended.</summary>
internal sealed class DagOutcomes
{
    private readonly ConcurrentDictionary<ulong, (bool HasFailed, int Times)> _ended = new();

    public IReadOnlyDictionary<ulong, (bool HasFailed, int Times)> Ended => _ended;

    public void Add(ulong message, bool hasFailed)
        => _ended.AddOrUpdate(message, (hasFailed, 1), (_, before) => (before.HasFailed || hasFailed, before.Times + 1));
}
