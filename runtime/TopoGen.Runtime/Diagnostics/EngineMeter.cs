using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace TopoGen.Runtime;

/// <summary>
/// The meter <c>TopoGen</c>: observable instruments that read the engine's plain counters when somebody collects. Tags:
/// <c>topology</c>, <c>component</c>.
/// </summary>
internal sealed class EngineMeter : IDisposable
{
    private const string Name = "TopoGen";

    private readonly string _topology;
    private readonly Func<ImmutableArray<ComponentSnapshot>> _snapshot;
    private readonly Meter _meter;

    /// <param name="topology">The topology's name.</param>
    /// <param name="snapshot">The engine's counters.</param>
    /// <param name="factory">The scope of the meter.</param>
    public EngineMeter(string topology, Func<ImmutableArray<ComponentSnapshot>> snapshot, IMeterFactory? factory)
    {
        _topology = topology;
        _snapshot = snapshot;

        // Belongs to the factory's scope, as if the factory had made it; but that one would keep it until the host ends.
        _meter = new Meter(new MeterOptions(Name) { Scope = factory });
        Count("topogen.tuples.emitted", "Tuples emitted by the component's tasks.", s => s.Emitted);
        Count("topogen.tuples.transferred", "Copies of emitted tuples that went to consuming tasks.", s => s.Transferred);
        Count("topogen.tuples.executed", "Calls of the component's handlers; of a spout, calls of Next.", s => s.Executed);
        Count("topogen.tuples.failed", "Calls that threw.", s => s.Failed);
        _meter.CreateObservableGauge(
            "topogen.execute.latency",
            () => Measure(s => s.ExecuteLatency.TotalSeconds),
            "s",
            "Mean time of the sampled handler calls, fused calls included.");
        _meter.CreateObservableGauge(
            "topogen.queue.fill", () => Measure(s => s.QueueFill), "1", "Fill of the component's fullest input ring.");
    }

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string description, Func<ComponentSnapshot, long> value)
        => _meter.CreateObservableCounter(name, () => Measure(value), "{tuple}", description);

    private IEnumerable<Measurement<T>> Measure<T>(Func<ComponentSnapshot, T> value)
        where T : struct
    {
        foreach (ComponentSnapshot snapshot in _snapshot())
        {
            yield return new Measurement<T>(
                value(snapshot),
                new KeyValuePair<string, object?>("topology", _topology),
                new KeyValuePair<string, object?>("component", snapshot.Component));
        }
    }
}
