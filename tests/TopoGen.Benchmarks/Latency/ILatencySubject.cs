namespace TopoGen.Benchmarks;

/// <summary>Something that passes on what its board's schedules ask for, and saves the latencies of what arrives.</summary>
internal interface ILatencySubject : IDisposable
{
    StormMeter Meter { get; }

    /// <summary>Waits until something was counted.</summary>
    Task StartedAsync(StormCount counted);

    /// <summary>Ends the input, and waits until all that had to be saved is.</summary>
    Task FinishAsync();
}
