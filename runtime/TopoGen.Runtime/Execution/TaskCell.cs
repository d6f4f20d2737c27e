using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>The engine's record of one task: where it runs, what it is linked to, how it fares.</summary>
internal sealed partial class TaskCell(TopologyEngine engine, PlannedComponent planned, int index, Executor executor)
    : TaskContext
{
    private readonly List<OutputPort> _inputs = [];
    private readonly List<OutputPort> _outputs = [];
    private readonly FailureLog _failures = new(engine.Time);
    private int _openChannels;
    private bool _stopped;
    private long _failed;
    private long _sampled;
    private long _sampledTicks;

    public override string Topology => engine.Plan.Definition.Name;

    public override string Component => planned.Definition.Name;

    public override int Index => index;

    public override int Parallelism => planned.Parallelism;

    public override TimeProvider Time => engine.Time;

    public override CancellationToken Stopping => engine.Stopping;

    public TopologyEngine Engine => engine;

    public ComponentDefinition Definition => planned.Definition;

    public Executor Executor => executor;

    /// <summary>The generated half; set when the component is built.</summary>
    public ComponentTask Task { get; private set; } = null!;

    /// <summary>The calls under way, for an asynchronous bolt.</summary>
    public AsyncCalls? Calls { get; private set; }

    /// <summary>The rings this task writes to, and the tasks it calls directly: what a <see cref="Gate"/> follows.</summary>
    public List<IRingProducer> Rings { get; } = [];

    /// <inheritdoc cref="Rings"/>
    public List<TaskCell> Fused { get; } = [];

    /// <summary>The rings this task reads.</summary>
    public List<RingChannel> Queues { get; } = [];

    /// <summary>For a spout: the unit that polls it.</summary>
    public IPolled? Polled { get; set; }

    public bool AllChannelsClosed => _openChannels == 0;

    public bool IsFinished { get; private set; }

    public bool IsOpened { get; set; }

    public long Emitted => _outputs.Sum(p => p.Sent);

    public long Transferred => _outputs.Sum(p => p.Transferred);

    public long Executed => Polled?.Called ?? _inputs.Sum(p => p.Sent);

    public long Failed => Volatile.Read(ref _failed);

    /// <summary>How many calls were timed, and their time in ticks of the topology's clock.</summary>
    public (long Count, long Ticks) Samples => (Volatile.Read(ref _sampled), Volatile.Read(ref _sampledTicks));

    public override int ParallelismOf(string component) => engine.Plan.ParallelismOf(component);

    public override string ToString() => $"{Component}[{index}]";

    /// <summary>Builds the user's component.</summary>
    /// <exception cref="TopologyInputException">It cannot use what it was given, or a service is missing.</exception>
    /// <exception cref="TopologyFailedException">Its constructor threw.</exception>
    public void Create(IServiceProvider services)
    {
        try
        {
            Task = planned.Definition.CreateTask(services);
        }
        catch (Exception exception)
        {
            throw Failure("constructor", exception);
        }

        Task.Cell = this;
        Calls = Task is AsyncBoltTask bolt ? new AsyncCalls(this, bolt) : null;
    }

    /// <summary>Runs the close hook where the task was opened, and disposes of the component.</summary>
    public void Close()
    {
        try
        {
            if (IsOpened)
            {
                Task.Close();
            }
        }
        finally
        {
            switch (Task.Component)
            {
                case IAsyncDisposable disposable:
                    disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }

    public void AddInput(OutputPort input)
    {
        _inputs.Add(input);
        _openChannels++;
    }

    public void Link(int output, OutputPort port)
    {
        _outputs.Add(port);
        Task.Link(output, port);
    }

    public void ChannelClosed(ControlSignal signal)
    {
        _stopped |= signal == ControlSignal.Stop;
        _openChannels--;
    }

    /// <summary>Runs the end hook where the input really is over, and passes the signal on.</summary>
    public void EndAndFinish()
    {
        if (!_stopped)
        {
            try
            {
                Task.End();
            }
            catch (Exception exception)
            {
                engine.Abort(Failure("End", exception));
                return;
            }
        }

        Finish(_stopped ? ControlSignal.Stop : ControlSignal.End);
    }

    public void Finish(ControlSignal signal)
    {
        IsFinished = true;
        foreach (OutputPort port in _outputs)
        {
            port.Control(signal);
        }

        for (int output = 0; output < _outputs.Count; output++)
        {
            Task.Link(output, Definition.Outputs[output].Close());
        }

        engine.TaskFinished(signal);
    }

    public long Timestamp() => engine.Time.GetTimestamp();

    public void AddSample(long begun)
    {
        Volatile.Write(ref _sampledTicks, _sampledTicks + (Timestamp() - begun));
        Volatile.Write(ref _sampled, _sampled + 1);
    }

    /// <summary>Counts and reports a tuple whose handler threw.</summary>
    public void TupleFailed<T>(string handler, in T tuple, Exception exception)
    {
        Volatile.Write(ref _failed, _failed + 1);
        if (exception is TopologyInputException)
        {
            engine.Abort(exception);
        }
        else if (_failures.MayReport(out long unreported))
        {
            LogTuple(engine.Logger, Component, index, handler, Describe(tuple), unreported, exception);
        }
    }

    /// <summary>Counts and reports a call without a tuple that threw: <c>Next</c>, or a tick.</summary>
    public void CallFailed(string method, Exception exception)
    {
        Volatile.Write(ref _failed, _failed + 1);
        if (exception is TopologyInputException)
        {
            engine.Abort(exception);
        }
        else if (_failures.MayReport(out long unreported))
        {
            LogCall(engine.Logger, Component, index, method, unreported, exception);
        }
    }

    /// <summary>The exception that ends the run because a hook failed; a user's mistake passes as it is.</summary>
    public Exception Failure(string hook, Exception exception)
        => exception as TopologyInputException
            ?? (Exception)new TopologyFailedException($"{this}.{hook} failed: {exception.Message}", exception);

    private static string Describe<T>(in T tuple)
    {
        const int most = 200;
        try
        {
            string text = tuple?.ToString() ?? "null";
            return text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
        }
        catch (Exception exception)
        {
            return $"{typeof(T).Name} (its ToString threw {exception.GetType().Name})";
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Component}[{Task}].{Handler} failed on {Tuple} ({Unreported} earlier failures not shown)")]
    private static partial void LogTuple(
        ILogger logger, string component, int task, string handler, string tuple, long unreported, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Component}[{Task}].{Method} failed ({Unreported} earlier failures not shown)")]
    private static partial void LogCall(
        ILogger logger, string component, int task, string method, long unreported, Exception exception);
}
