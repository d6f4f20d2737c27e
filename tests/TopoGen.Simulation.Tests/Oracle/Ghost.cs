using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>What really happened to the tuples of <see cref="Steps"/>, over all processes and their deaths. No part of the engine.</summary>
internal sealed class Ghost(Simulator simulator, Delivery delivery)
{
    private readonly HashSet<(string Component, int Key, long Sequence)> _seen = [];
    private readonly Dictionary<(string Component, int Key), long> _highest = [];
    private readonly Dictionary<string, long> _counts = [];

    public Delivery Delivery => delivery;

    /// <summary>
    /// Whether the store has lost what it had acknowledged: then a spout's reservations are gone too, and whoever takes it over repeats
    /// what was emitted under them.
    /// </summary>
    public bool MayRepeat { get; set; }

    /// <summary>The number of the last epoch that was committed.</summary>
    public long Committed { get; set; }

    /// <summary>What was wrong first.</summary>
    public string? Violation { get; private set; }

    /// <summary>The last sum of each key that arrived.</summary>
    public Dictionary<int, (long Count, long Sum)> Sums { get; } = [];

    public GhostView In(SimulatedProcess process) => new(this, process);

    /// <summary>How many different tuples a component handled, or a spout emitted.</summary>
    public long CountOf(string component) => _counts.GetValueOrDefault(component);

    /// <summary>How many tuples one component emitted that another one never handled.</summary>
    public long Lost(string from, string to) => _seen.LongCount(s => s.Component == from && !_seen.Contains(s with { Component = to }));

    /// <summary>How many numbers the spout left out, below the highest of each key.</summary>
    public long Skipped => _highest.Where(h => h.Key.Component == nameof(Steps.Source)).Sum(h => h.Value) - CountOf(nameof(Steps.Source));

    /// <summary>The highest number of a key that a component has seen.</summary>
    public long HighestOf(string component, int key) => _highest.GetValueOrDefault((component, key));

    public void Saw(SimulatedProcess process, string component, int key, long sequence, long last)
    {
        simulator.Note(process.Name, component, (key * 1_000_000L) + sequence);
        bool isNew = _seen.Add((component, key, sequence));
        if (isNew)
        {
            _counts[component] = CountOf(component) + 1;
        }

        _highest[(component, key)] = Math.Max(HighestOf(component, key), sequence);
        if (!isNew && delivery == Delivery.AtMostOnce && !MayRepeat)
        {
            Violate($"{component} has key {key}, number {sequence} a second time, on {process.Name}.");
        }

        if (sequence <= last && delivery != Delivery.AtLeastOnce && !MayRepeat)
        {
            Violate($"{component} has key {key}, number {sequence} after {last}, on {process.Name}.");
        }

        if (sequence != last + 1 && delivery == Delivery.ExactlyOnce)
        {
            Violate($"{component} has key {key}, number {sequence} right after {last}, on {process.Name}.");
        }
    }

    /// <summary>A task was told that an epoch is committed.</summary>
    public void Released(SimulatedProcess process, string component, int task, long epoch)
    {
        simulator.Note(process.Name, $"{component}[{task}] releases", epoch);
        // A store that lost its head may have lost the last one too.
        if (epoch > Committed && !MayRepeat)
        {
            Violate($"{component}[{task}] releases epoch {epoch} on {process.Name}, and {Committed} is the last one that was committed.");
        }
    }

    public void Violate(string violation)
    {
        Violation ??= violation;
        simulator.Note("ghost", violation);
    }
}
