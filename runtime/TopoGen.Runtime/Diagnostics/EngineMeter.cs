using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace TopoGen.Runtime;

/// <summary>
/// The meter <c>TopoGen</c>: observable instruments that read the engine's plain counters when somebody collects. Tags:
/// <c>topology</c>, <c>component</c>; of epochs, <c>topology</c> alone.
/// </summary>
internal sealed class EngineMeter : IDisposable
{
    private const string Name = "TopoGen";

    private readonly string _topology;
    private readonly Func<ImmutableArray<ComponentSnapshot>> _snapshot;
    private readonly Meter _meter;
    private readonly Histogram<double>? _epochDuration;
    private readonly Histogram<long>? _epochSize;

    /// <param name="topology">The topology's name.</param>
    /// <param name="snapshot">The engine's counters.</param>
    /// <param name="factory">The scope of the meter.</param>
    /// <param name="epoch">The last committed epoch; null where the topology has none.</param>
    public EngineMeter(
        string topology, Func<ImmutableArray<ComponentSnapshot>> snapshot, IMeterFactory? factory, Func<long>? epoch = null)
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
        if (epoch is not null)
        {
            _meter.CreateObservableGauge(
                "topogen.epoch.committed", () => new Measurement<long>(epoch(), Topology), "{epoch}", "The last epoch that was committed.");
            _epochDuration = _meter.CreateHistogram<double>(
                "topogen.epoch.duration", "s", "Time from the beginning of an epoch until it is committed.");
            _epochSize = _meter.CreateHistogram<long>("topogen.epoch.size", "By", "Bytes of state that an epoch writes.");
        }
    }

    private KeyValuePair<string, object?> Topology => new("topology", _topology);

    /// <summary>Takes note of an epoch.</summary>
    /// <param name="manifest">Of the epoch.</param>
    /// <param name="duration">From its beginning until it was committed.</param>
    public void EpochCommitted(Manifest manifest, TimeSpan duration)
    {
        _epochDuration?.Record(duration.TotalSeconds, Topology);
        if (_epochSize is { Enabled: true } size)
        {
            // The other blobs are those of earlier epochs, which still hold.
            size.Record(manifest.Blobs.Where(b => b.Name.Epoch == manifest.Id).Sum(b => (long)b.Length), Topology);
        }
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
                Topology,
                new KeyValuePair<string, object?>("component", snapshot.Component));
        }
    }
}
