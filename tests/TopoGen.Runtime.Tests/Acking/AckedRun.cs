using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>A run of a topology whose messages are tracked, until a test has seen enough.</summary>
internal sealed class AckedRun : IAsyncDisposable
{
    private readonly TestRun _run;
    private readonly Task<TopologyOutcome> _finish;

    private AckedRun(TestRun run)
    {
        _run = run;
        _finish = run.Finish();
    }

    public Task<TopologyOutcome> Finish => _finish;

    public CapturedLog Log => _run.Log;

    public TaskHost Host => _run.Engine.Host;

    /// <summary>The ledgers of all tasks.</summary>
    public IEnumerable<Ledger> Ledgers => Host.Graph.Cells.Select(c => c.Ledger).OfType<Ledger>();

    public ComponentSnapshot this[string component] => _run[component];

    public static AckedRun Of<T>(EngineOptions options, TimeProvider? time = null, params ReadOnlySpan<object> services)
        where T : ITopology<T>
        => new(new TestRun(T.Definition, options, time, services: services));

    public static AckedRun Of(TopologyDefinition definition, EngineOptions options, params ReadOnlySpan<object> services)
        => new(new TestRun(definition, options, services: services));

    /// <summary>
    /// Waits until everything given to the feeds was emitted and nothing is on its way. Two readings, because one may miss what passes
    /// between the places it looks at.
    /// </summary>
    public void UntilQuiet(string component, long executed, long pending = 0)
    {
        Deadline.Until(() => this[component].Executed == executed, $"{component} handles {executed} tuples");
        (long, long)? before = null;
        Deadline.Until(
            () =>
            {
                long progress = Host.Graph.Cells.Sum(c => c.Executed + c.Emitted);
                (long Progress, long Waiting) now = (progress, Host.Graph.Pending + Host.Graph.Untold);
                bool isQuiet = now == before && now.Waiting == pending;
                before = now;
                return isQuiet;
            },
            "nothing is on its way");
    }

    public void Drain() => _run.Drain();

    public async ValueTask DisposeAsync()
    {
        Host.Abort(null);
        try
        {
            await _finish;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            // Tests that care look at the task themselves.
        }

        _run.Dispose();
    }
}
