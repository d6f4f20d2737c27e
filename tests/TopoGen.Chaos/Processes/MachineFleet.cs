using System.Globalization;

namespace TopoGen.Chaos;

/// <summary>Workers on machines of their own, each kept running by itself.</summary>
internal sealed class MachineFleet : IFleet
{
    private readonly Keeper[] _workers;
    private volatile bool _isOver;

    public MachineFleet(TestCluster cluster, Machines machines, int count, bool mayLose, string[] args)
        => _workers = [.. Enumerable.Range(0, count).Select(machine => new Keeper(
            string.Create(CultureInfo.InvariantCulture, $"worker of machine {machine}"),
            mayLose,
            accepts => cluster.WorkerOn(
                machines.On(machine),
                $"{machines.Here}:{cluster.Redis.Port}",
                [
                    "--listen=0.0.0.0:7000", $"--advertise={machines.AddressOf(machine)}:7000", $"--host-name=machine-{machine}", $"--workers={count}",
                    .. args, .. accepts ? (string[])["--accept-loss"] : [],
                ])))];

    public int? Supervisor => null;

    public IReadOnlyList<string> Ends => [.. _workers.SelectMany(static worker => worker.Ends)];

    public bool HasAcceptedLoss => _workers.Any(static worker => worker.HasAccepted);

    public int[] Workers() => [.. _workers.Select(static worker => worker.Id).OfType<int>()];

    public void Expect(int process)
    {
        foreach (Keeper worker in _workers)
        {
            worker.Expect(process);
        }
    }

    // A worker that is started after the run is complete would begin another one.
    public Task KeepAsync(CancellationToken cancellation) => Task.WhenAll(_workers.Select(async worker =>
    {
        await worker.KeepAsync(() => _isOver, cancellation);
        _isOver = true;
    }));
}
