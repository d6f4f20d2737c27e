using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>What became of the numbers of <see cref="Steps"/>.</summary>
/// <param name="simulator">The simulation.</param>
/// <param name="definition">The topology.</param>
/// <param name="settings">The numbers.</param>
/// <param name="random">Decides how long handlers take.</param>
/// <param name="faults">Counts what goes wrong.</param>
internal sealed class StepsGhost(Simulator simulator, TopologyDefinition definition, Steps.Settings settings, SeededRandom random, FaultCounts faults)
    : Ghost(simulator, definition)
{
    private readonly HashSet<(string Component, int Key, long Sequence)> _seen = [];
    private readonly Dictionary<(string Component, int Key), long> _highest = [];
    private readonly Dictionary<string, long> _counts = [];
    private Outside? _outside;

    public Steps.Settings Settings => settings;

    /// <summary>Where sinks write to.</summary>
    public Outside Outside => _outside ??= new Outside(this, faults);

    public override IReadOnlyList<long> Progress
        => [.. Keys.Select(key => HighestOf(nameof(Steps.Sink), key)), .. WritesOutside ? Keys.Select(key => Outside[key]) : []];

    public override long Arrived => CountOf(nameof(Steps.Sink));

    private bool WritesOutside => Definition.Components.Any(c => c.Sink is not null);

    private IEnumerable<int> Keys => Enumerable.Range(0, settings.Keys);

    public override void AddServices(IServiceCollection services, SimulatedProcess process, StoreConnection? way)
        => services.AddSingleton(settings).AddSingleton(new StepsView(this, process, way));

    /// <summary>How many tuples were emitted that never came to the end.</summary>
    public long Lost => Outstanding.LongCount();

    /// <summary>How many numbers the spout left out, below the highest of each key.</summary>
    public long Skipped => _highest.Where(h => h.Key.Component == nameof(Steps.Source)).Sum(h => h.Value) - CountOf(nameof(Steps.Source));

    public void Saw(SimulatedProcess process, string component, int key, long sequence, long last)
    {
        Simulator.Note(process.Name, component, (key * 1_000_000L) + sequence);
        bool isNew = _seen.Add((component, key, sequence));
        if (isNew)
        {
            _counts[component] = CountOf(component) + 1;
        }

        _highest[(component, key)] = Math.Max(HighestOf(component, key), sequence);
        if (!isNew && Delivery == Delivery.AtMostOnce && !HasForgotten)
        {
            Violate($"{component} has key {key}, number {sequence} a second time, on {process.Name}.");
        }

        if (sequence <= last && Delivery != Delivery.AtLeastOnce && !HasForgotten)
        {
            Violate($"{component} has key {key}, number {sequence} after {last}, on {process.Name}.");
        }

        if (sequence > last + 1 && Delivery != Delivery.AtMostOnce)
        {
            Violate($"{component} has key {key}, number {sequence} right after {last}, on {process.Name}.");
        }
    }

    /// <summary>The sink has what the bolt before it had counted.</summary>
    public void Summed(in Steps.Checked tuple)
    {
        if (Delivery == Delivery.ExactlyOnce && (tuple.Count != tuple.Sequence || tuple.Sum != Steps.SumOf(tuple.Sequence)))
        {
            Violate($"Key {tuple.Key} has count {tuple.Count} and sum {tuple.Sum} at number {tuple.Sequence}.");
        }
    }

    /// <summary>A task was told that an epoch is committed.</summary>
    public void Release(SimulatedProcess process, string component, int task, long epoch)
    {
        Released = Math.Max(Released, epoch);
        Simulator.Note(process.Name, $"{component}[{task}] releases", epoch);

        // A store that lost its head may have lost the last one too.
        if (epoch > Committed && !HasForgotten)
        {
            Violate($"{component}[{task}] releases epoch {epoch} on {process.Name}, and {Committed} is the last one that was committed.");
        }
    }

    /// <summary>A sink has applied something of an epoch.</summary>
    public void Applied(long epoch) => Released = Math.Max(Released, epoch);

    public TimeSpan Delay()
    {
        if (Slowness > TimeSpan.Zero)
        {
            faults.Add(Fault.SlowBolt);
        }

        return random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(20)) + Slowness;
    }

    public override string? Problem(CutProbe cut)
    {
        var state = new StepsCut(this, cut);
        return state.Problem() ?? (WritesOutside ? Outside.Committed(cut.Number, state.Emitted) : null);
    }

    public override Action Remember()
    {
        Outside copy = Outside.Copy();
        return () => Outside.GoBackTo(copy);
    }

    /// <summary>What was emitted arrives; at most once, no more is missing than was reported.</summary>
    public override void Finish(SimulatedCluster cluster)
    {
        if (Delivery != Delivery.AtMostOnce)
        {
            // Not at rest: going back to an epoch takes back what was emitted since, and only spouts that go on emit it again.
            (string, int Key, long Sequence)[] missing = [.. Outstanding];
            cluster.Until(
                () => missing.All(m => _seen.Contains((nameof(Steps.Sink), m.Key, m.Sequence)) && (!WritesOutside || Outside[m.Key] >= m.Sequence)),
                "all that was emitted has arrived",
                60);
            return;
        }

        cluster.Change(d => d with { Active = false });
        cluster.Until(() => cluster.Facts.Plan!.Mode == PlanMode.Inactive && cluster.IsSettled, "spouts wait");
        cluster.Advance(TimeSpan.FromSeconds(5));
        cluster.Fail(LostUnreported(cluster));
    }

    public override string? Missing(SimulatedCluster cluster)
    {
        long missing = (settings.Keys * settings.Length) - (WritesOutside ? Keys.Sum(key => Outside[key]) : Arrived);

        // What a spout's task had reserved when it died may go on to the end.
        long skipped = cluster.Status.Positions.Values.Sum(p => p.Skipped);
        return missing == 0 || (Delivery == Delivery.AtMostOnce && missing - Lost <= skipped)
            ? LostUnreported(cluster)
            : $"The run is over, and {missing} tuples are missing at its end.";
    }

    private string? LostUnreported(SimulatedCluster cluster)
    {
        if (HasForgotten && Delivery == Delivery.AtMostOnce)
        {
            // The reports are gone as well.
            return null;
        }

        ClusterStatus status = cluster.Status;
        long reported = status.Losses.Sum(l => l.Tuples);
        long skipped = status.Positions.Values.Sum(p => p.Skipped);
        return Lost > reported ? $"{Lost} tuples are missing, and {reported} were reported."
            : Skipped > skipped ? $"{Skipped} positions were left out, and {skipped} were reported."
            : null;
    }

    private IEnumerable<(string Component, int Key, long Sequence)> Outstanding
        => _seen.Where(s => s.Component == nameof(Steps.Source) && !_seen.Contains(s with { Component = nameof(Steps.Sink) }));

    private long CountOf(string component) => _counts.GetValueOrDefault(component);

    /// <summary>The highest number of a key that a component has seen.</summary>
    private long HighestOf(string component, int key) => _highest.GetValueOrDefault((component, key));
}
