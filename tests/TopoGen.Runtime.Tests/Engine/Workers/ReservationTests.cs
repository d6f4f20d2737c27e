using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout's unit and its reservation, without an executor that runs.</summary>
public sealed class ReservationTests : IDisposable
{
    private readonly ServiceProvider _services =
        new ServiceCollection().AddSingleton(new CountingTopology.Book(100)).BuildServiceProvider();

    private readonly TopologyEngine _engine;

    public ReservationTests()
        => _engine = new TopologyEngine(
            TopologyPlan.Create(TestRun.DefinitionOf<CountingTopology>(), new EngineOptions()),
            _services,
            NullLoggerFactory.Instance,
            TimeProvider.System);

    public void Dispose()
    {
        _engine.Host.Abort(null);
        _engine.Dispose();
        _services.Dispose();
    }

    /// <summary>
    /// Else an executor could find one call under way, be told of its end before it dozes, and sleep with nothing to wake it.
    /// </summary>
    [Fact]
    public async Task A_spout_has_work_while_it_may_not_go_on_and_nothing_was_asked_for()
    {
        await using var store = new InMemoryCoordinationStore();
        store.Faults.Hangs = true;
        ComponentDefinition spout = TestRun.DefinitionOf<CountingTopology>().Components.Single(c => c.Name == "Numbers");
        var cell = new TaskCell(_engine.Host, spout, new TaskId("Numbers", 0, 1), 1, new Executor(_engine.Host, 0));
        cell.Create(_services);
        cell.Reservation = new SpoutReservation(cell, store, "run", limit: 0, static () => { });
        var unit = new SpoutUnit(cell, (SpoutTask)cell.Task);
        unit.Prepare([], Turns.Of(16));
        Assert.True(unit.HasWork);

        Assert.False(unit.Turn());

        Assert.False(unit.HasWork);
    }
}
