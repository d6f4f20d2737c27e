using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>The stores that simulations run on keep the contract.</summary>
public sealed class InMemoryEpochBoardTests : EpochBoardContract
{
    protected override Task<(ICoordinationStore Coordination, ICheckpointStore Checkpoints, IEpochBoard Board)> OpenAsync()
    {
        var register = new InMemoryRegister();
        var checkpoints = new InMemoryCheckpointStore(register);
        var coordination = new InMemoryCoordinationStore(TimeProvider.System, register, checkpoints);
        return Task.FromResult<(ICoordinationStore, ICheckpointStore, IEpochBoard)>((coordination, checkpoints, coordination));
    }
}
