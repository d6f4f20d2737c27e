namespace TopoGen.Chaos;

/// <summary>The processes of a run, which are started again as long as it is not complete.</summary>
internal interface IFleet
{
    /// <summary>The supervisor, where there is one.</summary>
    int? Supervisor { get; }

    /// <summary>What processes ended with that nobody killed.</summary>
    IReadOnlyList<string> Ends { get; }

    /// <summary>Whether a run refused to go on without what was lost, and was told to.</summary>
    bool HasAcceptedLoss { get; }

    /// <summary>The workers that are alive, by process id.</summary>
    int[] Workers();

    /// <summary>A process of the fleet is about to be killed: how it ends is no news.</summary>
    void Expect(int process);

    /// <summary>Starts the processes, and those that end again, until the run is complete.</summary>
    Task KeepAsync(CancellationToken cancellation);
}
