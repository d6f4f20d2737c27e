namespace TopoGen.Runtime;

/// <content>Where tasks begin: with what the epoch has, what was here of it already, and the standbys that become tasks.</content>
internal sealed partial class WorkerEngine
{
    /// <summary>Standbys that were taken to become tasks, until the plan is applied by which they do.</summary>
    private readonly Dictionary<(string Component, int Index), StandbyTask> _taken = [];

    /// <summary>Reads what the tasks of this worker need of the epoch from which they go on, beyond what it has of them.</summary>
    /// <returns>Null where it is not there. The leader knows then, and another plan will come.</returns>
    private async Task<Restoring?> FetchAsync(ClusterPlan plan, EpochPlan epochs, string self)
    {
        // What runs belongs to a generation that is over. It must not change any more what is about to be compared.
        await _host.Graph.RestAsync().ConfigureAwait(false);
        if (epochs.From is not { } epoch)
        {
            return new Restoring(null, []);
        }

        await TakeStandbysAsync(plan, self).ConfigureAwait(false);
        Dictionary<(string, int), TaskCheckpoint> held = Held();
        (string, int, int, TaskCheckpoint?)[] tasks = [.. TasksOf(plan, self).Select(t => (t.Component, t.Index, t.Parallelism, held.GetValueOrDefault((t.Component, t.Index))))];
        try
        {
            return await _retry.RunAsync(
                async () =>
                {
                    RestorePoint from = await RestorePoint.OpenAsync(_epochs!.Store, epoch, _host.Stopping).ConfigureAwait(false);
                    from.Check(_definition, plan.Components.Select(c => (c.Component, c.Tasks.Length)), _definition.Layouts);
                    await from.FetchAsync(tasks, _host.Stopping).ConfigureAwait(false);

                    // Tasks are told of it again. Where it may not take effect any more, the leader goes back behind it.
                    return !_definition.HasEffects || await _epochs.Store.ReleaseAsync(epoch, _host.Stopping).ConfigureAwait(false)
                        ? new Restoring(from, held)
                        : (Restoring?)null;
                },
                _host.Stopping).ConfigureAwait(false);
        }
        catch (DamagedCheckpointException exception)
        {
            await _retry.RunAsync(
                async () =>
                {
                    await _epochs!.Board.ReportDamageAsync(new EpochDamage(epoch, exception.Message), _host.Stopping).ConfigureAwait(false);
                    return true;
                },
                _host.Stopping).ConfigureAwait(false);
            return null;
        }
        catch (TopologyInputException exception)
        {
            _host.Abort(exception);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What tasks have here of former epochs: those that ran until now, and standbys that were taken.</summary>
    private Dictionary<(string Component, int Index), TaskCheckpoint> Held()
    {
        Dictionary<(string, int), TaskCheckpoint> held = _taken.Values
            .Where(static t => t.Checkpoint is not null)
            .ToDictionary(static t => (t.Definition.Name, t.Index), static t => t.Checkpoint!);
        foreach (TaskCell cell in _host.Graph.Cells)
        {
            cell.Checkpoint!.Retire();
            held[(cell.Component, cell.Index)] = cell.Checkpoint;
        }

        return held;
    }

    /// <summary>Takes the standbys of tasks that are to run here, and do not yet.</summary>
    private async Task TakeStandbysAsync(ClusterPlan plan, string self)
    {
        HashSet<(string, int)> running = [.. _host.Graph.Cells.Select(c => (c.Component, c.Index))];
        foreach ((string component, int index, int parallelism) in TasksOf(plan, self))
        {
            if (!running.Contains((component, index)) && await _standbys.TakeAsync(component, index, parallelism).ConfigureAwait(false) is { } standby)
            {
                _taken[(component, index)] = standby;
            }
        }
    }

    /// <summary>The standbys that the plan names here. Those that were taken and did not become tasks are not needed any more.</summary>
    private void SetStandbys(ClusterPlan plan, string self)
    {
        foreach (StandbyTask standby in _taken.Values)
        {
            _standbys.Dispose(standby);
        }

        _taken.Clear();
        _standbys.Set(
            from component in plan.Components
            from task in component.Tasks.Select((t, index) => (t.Standby, Index: index))
            where task.Standby == self
            select (_definition.Components.First(d => d.Name == component.Component), task.Index, component.Tasks.Length));
    }

    private void DropStandbys()
    {
        foreach (StandbyTask standby in _taken.Values)
        {
            _standbys.Dispose(standby);
        }

        _taken.Clear();
        _standbys.Clear();
    }

    private static IEnumerable<(string Component, int Index, int Parallelism)> TasksOf(ClusterPlan plan, string self)
        => from component in plan.Components
           from task in component.Tasks.Select((t, index) => (t.Worker, Index: index))
           where task.Worker == self
           select (component.Component, task.Index, component.Tasks.Length);

    private static Task RestoreAsync(TaskCell cell, Restoring restoring)
    {
        if (restoring.From is { } from)
        {
            if (restoring.Held.TryGetValue((cell.Component, cell.Index), out TaskCheckpoint? held) && !ReferenceEquals(held, cell.Checkpoint))
            {
                cell.Checkpoint!.Adopt(held);
            }

            from.Load(cell);
        }

        return Task.CompletedTask;
    }

    /// <summary>Where tasks begin.</summary>
    /// <param name="From">The epoch; null where they begin with nothing.</param>
    /// <param name="Held">What is here of them already.</param>
    private readonly record struct Restoring(RestorePoint? From, Dictionary<(string Component, int Index), TaskCheckpoint> Held);
}
