namespace TopoGen.Chaos;

/// <summary>Workers that <c>run --workers N</c> started, on one machine.</summary>
internal sealed class SupervisedFleet : IFleet
{
    private readonly Keeper _run;

    public SupervisedFleet(TestCluster cluster, int workers, bool mayLose, string[] args)
        => _run = new Keeper("run", mayLose, accepts => cluster.Run(workers, [.. args, .. accepts ? (string[])["--accept-loss"] : []]));

    public int? Supervisor => _run.Id;

    public IReadOnlyList<string> Ends => [.. _run.Ends];

    public bool HasAcceptedLoss => _run.HasAccepted;

    public int[] Workers() => Supervisor is { } run ? [.. Signals.ChildrenOf(run).Where(Signals.IsAlive)] : [];

    public void Expect(int process) => _run.Expect(process);

    public Task KeepAsync(CancellationToken cancellation) => _run.KeepAsync(static () => false, cancellation);
}
