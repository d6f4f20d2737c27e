namespace TopoGen.Runtime.Tests.Coordination;

public sealed class EnginePumpTests
{
    private readonly FakeEngine _engine = new();
    private readonly EnginePump _pump;

    public EnginePumpTests() => _pump = new EnginePump(_engine, work => work());

    [Fact]
    public void A_suspension_while_a_plan_is_applied_outlives_it()
        => SimulatedCluster.Simulate(() =>
        {
            var gate = new TaskCompletionSource();
            _engine.Slowness = gate.Task;
            _pump.Apply(Plan(1), "w");
            _pump.Suspend();
            gate.SetResult();
            Assert.NotNull(_engine.Plan);
            Assert.True(_engine.IsSuspended);

            _pump.Resume();
            Assert.False(_engine.IsSuspended);
        });

    [Fact]
    public void Of_plans_that_wait_only_the_newest_is_applied()
        => SimulatedCluster.Simulate(() =>
        {
            var gate = new TaskCompletionSource();
            _engine.Slowness = gate.Task;
            _pump.Apply(Plan(1), "w");
            _pump.Apply(Plan(2), "w");
            _pump.Apply(Plan(3), "w");
            gate.SetResult();
            Assert.Equal((3, 2), (_engine.Plan!.Token.Generation, _engine.Applied));
        });

    [Fact]
    public void What_is_dropped_is_dropped_before_the_next_plan_and_a_plan_that_waited_is_forgotten()
        => SimulatedCluster.Simulate(() =>
        {
            var gate = new TaskCompletionSource();
            _engine.Slowness = gate.Task;
            _pump.Apply(Plan(1), "w");
            _pump.Apply(Plan(2), "w");
            _pump.Drop();
            gate.SetResult();
            Assert.Null(_engine.Plan);
            Assert.Equal((1, 1), (_engine.Applied, _engine.Dropped));

            _pump.Apply(Plan(3), "v");
            Assert.Equal("v", _engine.Self);
        });

    [Fact]
    public async Task An_engine_that_throws_is_known_and_can_still_be_stopped()
    {
        _engine.Slowness = Task.FromException(new InvalidOperationException("no"));
        _pump.Apply(Plan(1), "w");
        Assert.Equal("no", (await _pump.Failed).Message);
        await _pump.StopAsync();
        Assert.True(_engine.IsStopped);
    }

    private static ClusterPlan Plan(long generation)
        => new() { Token = new FencingToken(generation, 1), Run = "run", Workers = [], Components = [] };
}
