using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>What came of a run, as text by what it is.</summary>
internal sealed class UndoTally
{
    private readonly ConcurrentDictionary<string, long> _counts = new();

    /// <summary>All counts, in order.</summary>
    public string[] Lines => [.. _counts.Select(c => $"{c.Key}: {c.Value}").Order(StringComparer.Ordinal)];

    /// <summary>A tuple that a component emitted and that left it.</summary>
    public void Left(string component, UndoTuple tuple, long times = 1) => Add($"{component} emitted {tuple.Value}", times);

    /// <summary>What the tasks of a component have kept for a key.</summary>
    public void Kept(string component, ulong key, long count) => Add($"{component} counted for {key}", count);

    /// <summary>What the fields of the tasks of a component came to.</summary>
    public void Fields(string component, long count) => Add($"{component} counted", count);

    private void Add(string what, long count) => _counts.AddOrUpdate(what, count, (_, before) => before + count);
}
