namespace TopoGen.Benchmarks;

/// <summary>Hand-written stages in this process, with the topology's pace and log.</summary>
internal abstract class PacedThreads : ILatencySubject
{
    private readonly StormBoard _board = StormBoard.Make();
    private readonly Task _stages;

    protected PacedThreads()
    {
        Meter = new StormMeter(_board, new ProcessTree(Environment.ProcessId));
        Pace = new StormPace(_board, task: 0, tasks: 1);
        Arrivals = new StormArrivals(_board, task: 0);
        _stages = Task.WhenAll(Stages().Select(static stage => Task.Factory.StartNew(stage, TaskCreationOptions.LongRunning)));
    }

    public StormMeter Meter { get; }

    protected StormPace Pace { get; }

    protected StormArrivals Arrivals { get; }

    public async Task StartedAsync(StormCount counted)
    {
        while (_board.Sum(counted) == 0 && !_stages.IsCompleted)
        {
            await Task.Delay(20);
        }
    }

    public async Task FinishAsync()
    {
        Meter.End();
        await _stages.WaitAsync(TimeSpan.FromSeconds(10));
        Arrivals.Save();
    }

    public void Dispose() => _board.Dispose();

    /// <summary>What each thread does until the input is over.</summary>
    protected abstract Action[] Stages();
}
