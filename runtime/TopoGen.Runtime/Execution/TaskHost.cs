using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Runs the tasks of one process on their executors, and changes them while they run: <see cref="ApplyAsync"/> takes it from plan to
/// plan. Tasks that both plans have go on without a pause, unless others are removed.
/// </summary>
internal sealed partial class TaskHost : IDisposable
{
    /// <summary>How long user code may take to return after a run was broken off; then its thread is left behind.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private const int MostReports = 100;

    private readonly IServiceProvider _services;
    private readonly ImmutableArray<Executor> _executors;
    private readonly ConcurrentQueue<(string Source, string Message)> _reports = new();

    // Not disposed of: they hold no timer, and the thread that breaks a run off may cancel them after the run has ended.
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableDictionary<TaskId, TaskCell> _cells = ImmutableDictionary<TaskId, TaskCell>.Empty;
    private Dictionary<ChannelId, TaskChannel> _channels = [];
    private ImmutableDictionary<string, TaskCounters> _removed = ImmutableDictionary<string, TaskCounters>.Empty;
    private HostPlan _plan;
    private ITimer? _closeLimit;
    private int _openExecutors;
    private int _aborted;
    private volatile bool _isDone;
    private volatile bool _isStopping;
    private volatile bool _isActive = true;
    private volatile bool _isSuspended;
    private volatile bool _isChanging;

    /// <param name="definition">The topology.</param>
    /// <param name="options">Its options, validated.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="logger">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock.</param>
    /// <param name="executors">How many executors there may be; one without tasks has no thread.</param>
    /// <param name="plan">What counters are shown of before the first plan is applied.</param>
    /// <param name="network">The links to other workers; null where there is only this process.</param>
    public TaskHost(
        TopologyDefinition definition,
        EngineOptions options,
        IServiceProvider services,
        ILogger logger,
        TimeProvider time,
        int executors,
        HostPlan plan,
        ILinkNetwork? network = null)
    {
        Definition = definition;
        Options = options;
        Logger = logger;
        Time = time;
        Network = network;
        Draining = _draining.Token;
        Stopping = _stopping.Token;
        _services = services;
        _plan = plan;
        _executors = [.. Enumerable.Range(0, executors).Select(i => new Executor(this, i))];
    }

    public TopologyDefinition Definition { get; }

    public EngineOptions Options { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    public ILinkNetwork? Network { get; }

    /// <summary>Whether channels can change while tasks run.</summary>
    public bool IsDynamic => Network is not null;

    /// <summary>Cancelled when spouts are to stop, and when the run is broken off.</summary>
    public CancellationToken Draining { get; }

    /// <summary>Cancelled when the run is broken off.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Whether spouts are to stop, and what was read is to be finished.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Whether everything is to stop at once.</summary>
    public bool IsAborted => Volatile.Read(ref _aborted) != 0;

    public bool IsRunning => !_isDone && !IsAborted;

    /// <summary>Whether spouts are asked and ticks fire.</summary>
    public bool IsActive => _isActive;

    /// <summary>Whether executors wait for commands and run no task.</summary>
    public bool IsHeld => _isSuspended || _isChanging;

    public bool IsSuspended => _isSuspended;

    /// <summary>The plan that runs. Any thread.</summary>
    public HostPlan Plan => Volatile.Read(ref _plan);

    /// <summary>All tasks here. Any thread.</summary>
    public IEnumerable<TaskCell> Cells => Volatile.Read(ref _cells).Values;

    /// <summary>All channels with an end here. A snapshot; any thread.</summary>
    public IEnumerable<TaskChannel> Channels => Volatile.Read(ref _channels).Values;

    /// <summary>Completes when all executors have closed their tasks.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Completes with the first reason for which the run was broken off.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>Called when a task has come to its end, on its executor's thread.</summary>
    public Action<TaskCell, ControlSignal>? Finished { get; set; }

    /// <summary>Tuples that wait here: in rings, in asynchronous calls, in buffers of links towards tasks here.</summary>
    public long Pending
        => Cells.Sum(c => c.Queues.Sum(q => q.Pending) + (c.Calls?.InFlight ?? 0)) + Channels.Sum(c => c.Incoming?.Pending ?? 0);

    /// <summary>
    /// Makes the tasks and channels what the plan says: new tasks are built, opened and linked before a tuple flows, tasks that are
    /// not in it are closed. One call at a time.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="prepare">Called for each new task once it is built, before it is opened.</param>
    /// <exception cref="TopologyInputException">A component cannot use what it was given.</exception>
    /// <exception cref="TopologyFailedException">A constructor threw.</exception>
    public async Task ApplyAsync(HostPlan plan, Func<TaskCell, Task>? prepare = null)
    {
        HashSet<TaskId> wanted = [.. plan.Components.SelectMany(c => Enumerable.Range(0, c.Tasks.Length).Where(t => c.Tasks[t].IsLocal).Select(c.Id))];
        TaskCell[] removed = [.. _cells.Values.Where(c => !wanted.Contains(c.Id))];
        try
        {
            if (removed.Length > 0)
            {
                _isChanging = true;
                await Invoke(removed, Remove).ConfigureAwait(false);
            }

            // Nothing is left of a worker that lost its lease: what it did is reported under its former id.
            _removed = plan.Components.IsEmpty
                ? ImmutableDictionary<string, TaskCounters>.Empty
                : removed.Aggregate(_removed, (sum, c) => sum.SetItem(c.Component, sum.GetValueOrDefault(c.Component) + c.Counters));
            Volatile.Write(ref _cells, _cells.RemoveRange(removed.Select(c => c.Id)));
            List<TaskCell> added = Create(plan);
            foreach (TaskCell cell in added)
            {
                if (prepare is not null)
                {
                    await prepare(cell).ConfigureAwait(false);
                }
            }

            Volatile.Write(ref _plan, plan);
            Volatile.Write(ref _cells, _cells.AddRange(added.Select(c => KeyValuePair.Create(c.Id, c))));
            Wiring wiring = new Linker(this, plan, _cells, _channels).Link();
            await OpenAsync(added, wiring).ConfigureAwait(false);
            if (IsRunning)
            {
                await ConnectAsync(wiring, added).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!IsRunning)
        {
            // Broken off meanwhile: the executors close what they have.
        }
        finally
        {
            _isChanging = false;
            WakeAll();
        }
    }

    /// <summary>Asks spouts and ticks, or lets them wait.</summary>
    public void SetActive(bool isActive)
    {
        _isActive = isActive;
        WakeAll();
    }

    public void Suspend() => _isSuspended = true;

    public void Resume()
    {
        _isSuspended = false;
        WakeAll();
    }

    /// <summary>Stops the spouts for good; what was read is finished.</summary>
    public void Drain()
    {
        _isStopping = true;
        WakeAll();
        Cancel(_draining);
    }

    /// <summary>All tasks have ended: the executors close them and end.</summary>
    public void Done()
    {
        _isDone = true;
        WakeAll();
        if (Volatile.Read(ref _openExecutors) == 0)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Breaks the run off; the first reason counts.</summary>
    public void Abort(Exception? failure)
    {
        if (failure is not null)
        {
            _failed.TrySetResult(failure);
        }

        if (Interlocked.Exchange(ref _aborted, 1) != 0)
        {
            return;
        }

        WakeAll();
        if (Volatile.Read(ref _openExecutors) == 0)
        {
            _ended.TrySetResult();
        }

        _closeLimit = Time.CreateTimer(static state => ((TaskHost)state!).GiveUp(), this, CloseTimeout, Timeout.InfiniteTimeSpan);
        Cancel(_draining);
        Cancel(_stopping);
    }

    /// <summary>Keeps an error for operators, if there is room.</summary>
    public void Report(string source, string message)
    {
        if (IsDynamic && _reports.Count < MostReports)
        {
            _reports.Enqueue((source, message));
        }
    }

    public bool TryTakeReport(out (string Source, string Message) report) => _reports.TryDequeue(out report);

    public ImmutableArray<ComponentSnapshot> Snapshot()
    {
        TaskCell[] cells = [.. Cells];
        return [.. Plan.Components.Select(c => Snapshot(c, [.. cells.Where(t => ReferenceEquals(t.Definition, c.Definition))]))];
    }

    /// <summary>Frees timers. The run must have ended.</summary>
    public void Dispose()
    {
        _closeLimit?.Dispose();
        foreach (Executor executor in _executors)
        {
            executor.Dispose();
        }
    }

    /// <summary>Closes the tasks of one executor; the last one ends the run.</summary>
    public void CloseTasks(Executor executor)
    {
        foreach (TaskCell cell in executor.Cells)
        {
            try
            {
                cell.Close();
            }
            catch (Exception exception)
            {
                Abort(cell.Failure("Close", exception));
            }
        }

        if (Interlocked.Decrement(ref _openExecutors) == 0)
        {
            _ended.TrySetResult();
        }
    }

    public void TaskFinished(TaskCell cell, ControlSignal signal) => Finished?.Invoke(cell, signal);

    private void WakeAll()
    {
        foreach (Executor executor in _executors)
        {
            executor.Wake();
        }
    }

    /// <summary>Builds the components that are new, executor by executor.</summary>
    private List<TaskCell> Create(HostPlan plan)
    {
        var added = new List<TaskCell>();
        try
        {
            foreach (Executor executor in _executors)
            {
                int before = added.Count;
                foreach (HostComponent component in plan.Components)
                {
                    for (int task = 0; task < component.Tasks.Length; task++)
                    {
                        if (component.Tasks[task].Executor == executor.Index && !_cells.ContainsKey(component.Id(task)))
                        {
                            var cell = new TaskCell(this, component.Definition, component.Id(task), component.Tasks.Length, executor);
                            cell.Create(_services);
                            added.Add(cell);
                        }
                    }
                }

                if (added.Count > before)
                {
                    executor.Separate();
                }
            }
        }
        catch
        {
            added.ForEach(DisposeOf);
            throw;
        }

        foreach (Executor executor in added.Select(c => c.Executor).Distinct().Where(e => !e.IsStarted))
        {
            Interlocked.Increment(ref _openExecutors);
            executor.Start();
        }

        return added;
    }

    /// <summary>Runs an action on the executor of each of the tasks, with those of its tasks, and waits for all.</summary>
    private static Task Invoke(IEnumerable<TaskCell> cells, Action<Executor, IReadOnlyList<TaskCell>> action)
        => Task.WhenAll(cells.GroupBy(c => c.Executor).Select(g => g.Key.InvokeAsync(() => action(g.Key, [.. g]))));

    private void Remove(Executor executor, IReadOnlyList<TaskCell> cells)
    {
        foreach (TaskCell cell in cells)
        {
            executor.Remove(cell);
            try
            {
                cell.Close();
            }
            catch (Exception exception)
            {
                Abort(cell.Failure("Close", exception));
            }
        }
    }

    private async Task OpenAsync(List<TaskCell> added, Wiring wiring)
    {
        try
        {
            await Invoke(added, (executor, cells) => Open(executor, cells, wiring)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Broken off before some executors came to it: their tasks are nobody else's to dispose of.
            added.FindAll(c => !c.IsPlaced).ForEach(DisposeOf);
        }
    }

    /// <summary>Opens new tasks, sinks first: what cannot be written should stop the run before anything is read.</summary>
    private void Open(Executor executor, IReadOnlyList<TaskCell> cells, Wiring wiring)
    {
        executor.Cells.AddRange(cells);
        foreach (TaskCell cell in cells)
        {
            cell.IsPlaced = true;
            cell.Receive(wiring.Inputs[cell]);
            cell.Link(wiring.Links[cell]);
        }

        foreach (TaskCell cell in cells.Reverse())
        {
            if (IsAborted)
            {
                break;
            }

            try
            {
                cell.IsOpened = true;
                cell.Task.Open(cell);
            }
            catch (Exception exception)
            {
                Abort(cell.Failure("Open", exception));
            }
        }
    }

    /// <summary>Lets channels flow as planned, each executor by itself, and drops those that are not in the plan any more.</summary>
    private async Task ConnectAsync(Wiring wiring, List<TaskCell> added)
    {
        TaskChannel[] opened = [.. wiring.Channels.Values.Where(c => !_channels.ContainsKey(c.Id))];
        TaskChannel[] retired = [.. _channels.Values.Where(c => !wiring.Channels.ContainsKey(c.Id))];
        foreach (TaskChannel channel in opened.Where(c => c.Producer is null))
        {
            HostComponent source = Plan.Components.First(c => c.Definition.Name == channel.Id.Producer.Component);
            channel.OpenReceiver(Network!, source.Tasks[channel.Id.Producer.Index].Worker);
        }

        Volatile.Write(ref _channels, wiring.Channels);
        await Task.WhenAll(_executors.Where(e => e.IsStarted).Select(executor => executor.InvokeAsync(() =>
        {
            foreach ((TaskCell cell, TaskInputs inputs) in wiring.Inputs.Where(i => i.Key.Executor == executor && !added.Contains(i.Key)))
            {
                cell.Receive(inputs);
            }

            foreach ((TaskCell cell, TaskLinks links) in wiring.Links.Where(l => l.Key.Executor == executor && !added.Contains(l.Key)))
            {
                cell.Link(links);
            }

            foreach (TaskCell cell in added.Where(c => c.Executor == executor))
            {
                executor.Add(cell);
            }

            foreach (TaskChannel channel in opened.Where(c => c.Unit is not null && c.Consumer!.Executor == executor))
            {
                executor.Add(channel.Consumer!, channel.Unit!);
            }

            foreach (TaskChannel channel in retired.Where(c => c.Unit is not null && c.Consumer!.Executor == executor))
            {
                executor.Remove(channel.Unit!);
                channel.Incoming?.Dispose();
            }

            executor.Arrange();
            foreach (TaskChannel channel in retired.Where(c => c.Producer?.Executor == executor))
            {
                (channel.Sender as IDisposable)?.Dispose();
            }
        }))).ConfigureAwait(false);
    }

    /// <summary>Tells user code, whose callbacks may throw: that must not harm the thread that stops the topology.</summary>
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            LogCallbackFailed(Logger, Definition.Name, exception);
        }
    }

    /// <summary>A task's user code does not return: its thread is left behind, so that the run can end.</summary>
    private void GiveUp()
    {
        if (!_ended.Task.IsCompleted)
        {
            LogLeftBehind(Logger, CloseTimeout.TotalSeconds, Definition.Name);
            _ended.TrySetResult();
        }
    }

    /// <summary>The reason why the topology could not be built counts, not what follows from it.</summary>
    private void DisposeOf(TaskCell cell)
    {
        try
        {
            cell.Close();
        }
        catch (Exception exception)
        {
            Logger.LogError(exception, "{Task} could not be disposed of", cell.ToString());
        }
    }

    private ComponentSnapshot Snapshot(HostComponent component, TaskCell[] tasks)
    {
        TaskCounters sum = tasks.Aggregate(_removed.GetValueOrDefault(component.Definition.Name), (sum, task) => sum + task.Counters);
        return new ComponentSnapshot(
            component.Definition.Name,
            component.Tasks.Count(t => t.IsLocal),
            sum.Emitted,
            sum.Transferred,
            sum.Executed,
            sum.Failed,
            sum.Samples == 0 ? TimeSpan.Zero : Time.GetElapsedTime(0, sum.Ticks / sum.Samples),
            tasks.SelectMany(t => t.Queues).Select(q => (double)q.Pending / q.Capacity).DefaultIfEmpty(0).Max());
    }

    [LoggerMessage(4, LogLevel.Error, "A callback on a cancellation token failed while topology {Topology} was stopped")]
    private static partial void LogCallbackFailed(ILogger logger, string topology, Exception exception);

    [LoggerMessage(
        3, LogLevel.Error, "A component did not return within {Seconds} s after topology {Topology} was broken off; its thread is left behind")]
    private static partial void LogLeftBehind(ILogger logger, double seconds, string topology);
}
