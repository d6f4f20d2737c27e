using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>The store that the simulation runs on keeps the contract.</summary>
public sealed class InMemoryCoordinationStoreTests : CoordinationStoreContract
{
    private readonly InMemoryCoordinationStore _store = new();

    protected override Task<ICoordinationStore> OpenAsync()
        => Task.FromResult<ICoordinationStore>(_store.Connect(TimeProvider.System));

    protected override Task LoseDataAsync()
    {
        _store.Look(d =>
        {
            d.Clear();
            return d.Register = default;
        });
        return Task.CompletedTask;
    }
}
