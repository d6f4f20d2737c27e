using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Runs one topology in this process, once: <see cref="RunAsync"/>. <see cref="Snapshot"/> may be called from any thread at any
/// time.
/// </summary>
public sealed class TopologyEngine : IDisposable
{
    private readonly EngineMeter _meter;
    private ITimer? _drainLimit;
    private int _started;
    private int _unfinished;
    private volatile bool _sawStop;
    private volatile bool _timedOut;

    /// <param name="plan">What to run.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="loggers">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock; ticks and drain limits follow it.</param>
    /// <param name="meters">The scope of the meter <c>TopoGen</c>, which the engine makes and disposes of.</param>
    public TopologyEngine(
        TopologyPlan plan, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IMeterFactory? meters = null)
    {
        Plan = plan;
        Host = new TaskHost(
            plan.Definition,
            plan.Options,
            services,
            loggers.CreateLogger("TopoGen." + plan.Definition.Name),
            time,
            plan.Executors,
            plan.Placed)
        {
            Finished = TaskFinished,
        };
        _unfinished = plan.Components.Sum(c => c.Parallelism);
        _meter = new EngineMeter(plan.Definition.Name, Snapshot, meters);
    }

    public TopologyPlan Plan { get; }

    /// <summary>After <see cref="TopologyOutcome.DrainTimedOut"/>: how many tuples were left in rings and asynchronous calls.</summary>
    public long Abandoned { get; private set; }

    internal TaskHost Host { get; }

    /// <summary>Runs the topology to the end of its input, or until it is told to stop.</summary>
    /// <param name="drain">Tells it to stop: spouts are asked no more, and what they have read is finished within the drain limit.</param>
    /// <exception cref="TopologyInputException">A component cannot use what it was given.</exception>
    /// <exception cref="TopologyFailedException">A component could not be built, opened, ended or closed.</exception>
    /// <exception cref="InvalidOperationException">The engine has run already.</exception>
    public async Task<TopologyOutcome> RunAsync(CancellationToken drain)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("An engine runs its topology once; make another engine to run it again.");
        }

        // Before the start: what is told to stop while it opens must not ask its spouts.
        await using (drain.Register(BeginDrain))
        {
            Task applied = Host.ApplyAsync(Plan.Placed);

            // A component that does not return from its Open hook is left behind, like one that does not return from another.
            await (await Task.WhenAny(applied, Host.Ended).ConfigureAwait(false)).ConfigureAwait(false);
            await Host.Ended.ConfigureAwait(false);
        }

        if (Host.Failed.IsCompleted)
        {
            ExceptionDispatchInfo.Throw(await Host.Failed.ConfigureAwait(false));
        }

        if (_timedOut)
        {
            Abandoned = Host.Pending;
            return TopologyOutcome.DrainTimedOut;
        }

        return _sawStop ? TopologyOutcome.Drained : TopologyOutcome.Completed;
    }

    /// <summary>The counters of every component, in topological order. They are read without locks and may lag a little.</summary>
    public ImmutableArray<ComponentSnapshot> Snapshot() => Host.Snapshot();

    /// <summary>Frees timers and instruments. The run must have ended.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _drainLimit?.Dispose();
        Host.Dispose();
    }

    private void TaskFinished(TaskCell cell, ControlSignal signal)
    {
        if (signal == ControlSignal.Stop)
        {
            _sawStop = true;
        }

        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            Host.Done();
        }
    }

    private void BeginDrain()
    {
        _drainLimit = Host.Time.CreateTimer(
            static state => ((TopologyEngine)state!).DrainTimedOut(), this, Plan.Options.DrainTimeout, Timeout.InfiniteTimeSpan);
        Host.Drain();
    }

    private void DrainTimedOut()
    {
        // Also where all tasks have ended and one does not return from its close hook.
        if (!Host.Ended.IsCompleted)
        {
            _timedOut = true;
            Host.Abort(null);
        }
    }
}
