using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// The tasks of one process with their channels. <see cref="ApplyAsync"/> takes it from plan to plan while it runs: tasks that both plans
/// have go on without a pause, unless others are removed.
/// </summary>
/// <param name="host">Whose tasks they are.</param>
/// <param name="services">Where the components' constructors take their arguments from.</param>
/// <param name="executors">What runs them.</param>
/// <param name="first">What counters are shown of before the first plan is applied.</param>
internal sealed class TaskGraph(TaskHost host, IServiceProvider services, ImmutableArray<Executor> executors, HostPlan first)
{
    private ImmutableDictionary<TaskId, TaskCell> _cells = ImmutableDictionary<TaskId, TaskCell>.Empty;
    private Dictionary<ChannelId, TaskChannel> _channels = [];
    private ImmutableDictionary<string, TaskCounters> _removed = ImmutableDictionary<string, TaskCounters>.Empty;
    private HostPlan _plan = first;

    /// <summary>The plan that runs. Any thread.</summary>
    public HostPlan Plan => Volatile.Read(ref _plan);

    /// <summary>All tasks here: another dictionary whenever they are others. Any thread.</summary>
    public ImmutableDictionary<TaskId, TaskCell> Placed => Volatile.Read(ref _cells);

    /// <inheritdoc cref="Placed"/>
    public IEnumerable<TaskCell> Cells => Placed.Values;

    /// <summary>All channels with an end here. A snapshot; any thread.</summary>
    public IEnumerable<TaskChannel> Channels => Volatile.Read(ref _channels).Values;

    /// <summary>Tuples that wait here: in rings, in asynchronous calls, in buffers of links towards tasks here, and for sinks.</summary>
    public long Pending
        => Cells.Sum(c => c.Queues.Sum(q => q.Pending) + (c.Calls?.InFlight ?? 0) + (c.Sink?.Pending ?? 0)) + Channels.Sum(c => c.Incoming?.Pending ?? 0);

    /// <summary>Spouts that have not come to rest: calls that are under way, reservations that are not given back.</summary>
    public int Restless
        => Cells.Count(c => !c.IsFinished && (c.Polled is { IsPending: true } || c.Reservation is { IsReleased: false })) + Untold;

    /// <summary>What spouts are still to hear of their messages, as far as it is here.</summary>
    public int Untold
        => (int)Channels.Sum(c => c.LeadsToLedger ? c.Ring?.Pending ?? 0 : 0) + Cells.Sum(c => (c.Ledger?.Acks ?? 0) + (c.Calls?.Resets ?? 0));

    /// <summary>
    /// Makes the tasks and channels what the plan says: new tasks are built, opened and linked before a tuple flows, tasks that are
    /// not in it are closed. One call at a time.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="prepare">Called for each new task once it is built, before it is opened.</param>
    /// <param name="standbys">Gives the standby that becomes a new task, if there is one.</param>
    /// <exception cref="TopologyInputException">A component cannot use what it was given.</exception>
    /// <exception cref="TopologyFailedException">A constructor threw.</exception>
    public async Task ApplyAsync(HostPlan plan, Func<TaskCell, Task>? prepare = null, Func<TaskId, StandbyTask?>? standbys = null)
    {
        HashSet<TaskId> wanted = [.. plan.Components.SelectMany(c => Enumerable.Range(0, c.Tasks.Length).Where(t => c.Tasks[t].IsLocal).Select(c.Id))];
        TaskCell[] removed = [.. _cells.Values.Where(c => !wanted.Contains(c.Id))];
        List<TaskCell> added = [];
        try
        {
            if (removed.Length > 0)
            {
                host.Hold();
                await Invoke(removed, Remove).ConfigureAwait(false);
            }

            // Nothing is left of a worker that lost its lease: what it did is reported under its former id.
            _removed = plan.Components.IsEmpty
                ? ImmutableDictionary<string, TaskCounters>.Empty
                : removed.Aggregate(_removed, (sum, c) => sum.SetItem(c.Component, sum.GetValueOrDefault(c.Component) + c.Counters));
            Volatile.Write(ref _cells, _cells.RemoveRange(removed.Select(c => c.Id)));
            added = Create(plan, standbys);
            foreach (TaskCell cell in added)
            {
                if (prepare is not null)
                {
                    await prepare(cell).ConfigureAwait(false);
                }
            }

            Volatile.Write(ref _plan, plan);
            Volatile.Write(ref _cells, _cells.AddRange(added.Select(c => KeyValuePair.Create(c.Id, c))));
            Wiring wiring = new Linker(host, plan, _cells, _channels).Link();
            await Invoke(added, (executor, cells) => Open(executor, cells, wiring)).ConfigureAwait(false);
            if (host.IsRunning)
            {
                await ConnectAsync(wiring, added).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!host.IsRunning)
        {
            // Broken off meanwhile. Executors close what they have; the tasks they did not come to are nobody else's to dispose of.
            added.FindAll(c => !c.IsPlaced).ForEach(DisposeOf);
        }
        catch (Exception exception)
        {
            // Before executors go on: they must not call what was closed.
            host.Abort(exception);
            throw;
        }
        finally
        {
            host.Release();
        }
    }

    /// <summary>Lets all tasks rest between two turns until the next plan is applied: what they do is of no use any more.</summary>
    public Task RestAsync()
    {
        host.Hold();
        return ForEachAsync(static _ => { });
    }

    /// <summary>Runs an action for each task here, on its executor, between turns.</summary>
    public async Task ForEachAsync(Action<TaskCell> action)
    {
        try
        {
            await Invoke(Cells, (_, cells) =>
            {
                foreach (TaskCell cell in cells)
                {
                    action(cell);
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!host.IsRunning)
        {
            // The executors have come to their end.
        }
    }

    public ImmutableArray<ComponentSnapshot> Snapshot()
    {
        TaskCell[] cells = [.. Cells];
        return [.. Plan.Components.Select(c => Snapshot(c, [.. cells.Where(t => ReferenceEquals(t.Definition, c.Definition))]))];
    }

    /// <summary>Builds the components that are new, executor by executor.</summary>
    private List<TaskCell> Create(HostPlan plan, Func<TaskId, StandbyTask?>? standbys)
    {
        var added = new List<TaskCell>();
        try
        {
            foreach (Executor executor in executors)
            {
                int before = added.Count;
                foreach (HostComponent component in plan.Components)
                {
                    for (int task = 0; task < component.Tasks.Length; task++)
                    {
                        if (component.Tasks[task].Executor == executor.Index && !_cells.ContainsKey(component.Id(task)))
                        {
                            var cell = new TaskCell(host, component.Definition, component.Id(task), component.Tasks.Length, executor)
                            {
                                IsJournaled = host.IsJournaling && (host.Tap is not null || plan.LeavesTraces(component, task, isFixed: !host.IsDynamic)),
                            };
                            cell.Create(services, standbys?.Invoke(cell.Id));
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
            host.Start(executor);
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
                host.Abort(cell.Failure("Close", exception));
            }
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
            if (host.IsAborted)
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
                host.Abort(cell.Failure("Open", exception));
            }
        }

        // Whether they were told before everything was made anew, nobody knows. Before anything is emitted that may follow from it.
        foreach (TaskCell cell in cells.Where(c => c.RestoredFrom is not null && !host.IsAborted))
        {
            cell.Committed(cell.RestoredFrom!.Value);
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
            channel.OpenReceiver(host.Network!, source.Tasks[channel.Id.Producer.Index].Worker);
        }

        Volatile.Write(ref _channels, wiring.Channels);
        await Task.WhenAll(executors.Where(e => e.IsStarted).Select(executor => executor.InvokeAsync(() =>
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

    /// <summary>The reason why the topology could not be built counts, not what follows from it.</summary>
    private void DisposeOf(TaskCell cell)
    {
        try
        {
            cell.Close();
        }
        catch (Exception exception)
        {
            host.Logger.LogError(exception, "{Task} could not be disposed of", cell.ToString());
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
            sum.Samples == 0 ? TimeSpan.Zero : host.Time.GetElapsedTime(0, sum.Ticks / sum.Samples),
            tasks.SelectMany(t => t.Queues).Select(q => q.Fill).DefaultIfEmpty(0).Max());
    }
}
