using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

/// <summary>The contract, and what is promised of the store in memory alone.</summary>
public sealed class InMemoryCheckpointStoreTests : CheckpointStoreContract
{
    private readonly InMemoryRegister _register = new();
    private readonly InMemoryCheckpointStore _store;

    public InMemoryCheckpointStoreTests() => _store = new InMemoryCheckpointStore(_register);

    [Fact]
    public async Task It_shares_its_register_with_coordination()
    {
        await using var coordination = new InMemoryCoordinationStore(register: _register);
        WorkerInfo worker = new() { Id = "w1", Process = "p", Name = "w1", Host = "h", ProcessId = 1 };
        await coordination.BeginAsync(new RunRecord { Id = "r1", Owner = "test", Schema = 1 }, new DesiredState(), null, None);
        await coordination.JoinAsync("r1", worker, None);
        FencingToken? token = await coordination.AcquireAsync(new LeaderClaim("r1", "w1", LeaderLease.None, 0, 7), None);

        Assert.True(await _store.BeginAsync(Checkpoints.Epoch(token!.Value, 1), None));
        Assert.True(await coordination.PublishAsync(
            token.Value, new ClusterPlan { Token = new FencingToken(2, 8), Run = "r1", Workers = [worker], Components = [] }, None));
        Assert.False(await _store.BeginAsync(Checkpoints.Epoch(token.Value, 1), None));
        Assert.True(await _store.BeginAsync(Checkpoints.Epoch(new FencingToken(2, 8), 1), None));
        FencingToken next = await _store.AcquireAsync(0, 9, None);
        Assert.Equal(next, (await coordination.ReadFactsAsync(None)).Register);
    }

    [Fact]
    public void Every_call_completes_before_it_returns()
    {
        Task<FencingToken> acquired = _store.AcquireAsync(0, 1, None);
        Assert.True(acquired.IsCompletedSuccessfully);
        EpochId epoch = Checkpoints.Epoch(_register.Token, 1);
        Task[] calls =
        [
            _store.BeginAsync(epoch, None),
            _store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(epoch, 0))], None),
            _store.FlipAsync(Checkpoints.Manifest(epoch, null), None),
            _store.ReleaseAsync(epoch, None),
            _store.RewindAsync(epoch.Token, epoch, epoch, acceptLoss: false, None),
            _store.ReadHeadAsync(None),
            _store.ReadManifestAsync(epoch, None),
            _store.ReadAsync(Checkpoints.Group(epoch, 0), None),
            _store.ListAsync(None),
            _store.ReadNamesAsync(epoch, None),
            _store.DeleteAsync([], None),
            _store.ForgetAsync(epoch.Token, epoch, None),
            _store.ClearAsync(epoch.Token, None),
        ];
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    protected override Task<ICheckpointStore> OpenAsync() => Task.FromResult<ICheckpointStore>(_store);

    protected override async Task<ICheckpointStore> ReopenAsync()
    {
        await _store.DisposeAsync();
        return _store;
    }
}
