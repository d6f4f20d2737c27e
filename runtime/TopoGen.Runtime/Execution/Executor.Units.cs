namespace TopoGen.Runtime;

/// <content>Its work units, and which of them reaches which channel.</content>
internal sealed partial class Executor
{
    /// <summary>Adds a task with all its work units. Own thread.</summary>
    public void Add(TaskCell cell)
    {
        switch (cell.Task)
        {
            case SpoutTask spout:
                AddSpout(cell, new SpoutUnit(cell, spout));
                break;
            case AsyncSpoutTask spout:
                AddSpout(cell, new AsyncSpoutUnit(cell, spout));
                break;
            default:
                if (cell.Calls is { } calls)
                {
                    _units.Add((cell, calls));
                }

                _units.Add((cell, new EndUnit(cell)));
                break;
        }

        for (int tick = 0; tick < cell.Definition.Ticks.Length; tick++)
        {
            AddTimer(cell, new TickUnit(cell, tick));
        }

        if (cell.Task.ExpiringStates is { Length: > 0 } states)
        {
            AddTimer(cell, new ForgetUnit(cell, states));
        }
    }

    /// <summary>Adds the reading end of a channel. Own thread.</summary>
    public void Add(TaskCell cell, WorkUnit unit)
    {
        cell.Calls?.Feed(unit.Gate);

        // Before the unit that ends the task: what has come is handled first.
        int at = _units.FindIndex(u => ReferenceEquals(u.Cell, cell));
        _units.Insert(at < 0 ? _units.Count : at, (cell, unit));
    }

    /// <summary>Removes the reading end of a channel. Own thread.</summary>
    public void Remove(WorkUnit unit)
    {
        int at = _units.FindIndex(u => ReferenceEquals(u.Unit, unit));
        if (at >= 0)
        {
            _units[at].Cell.Calls?.Forget(unit.Gate);
            unit.Release();
            _units.RemoveAt(at);
        }
    }

    /// <summary>Removes a task with all its work units. Own thread.</summary>
    public void Remove(TaskCell cell)
    {
        foreach ((_, WorkUnit unit) in _units.FindAll(u => ReferenceEquals(u.Cell, cell)))
        {
            unit.Release();
            (unit as IDisposable)?.Dispose();
        }

        _units.RemoveAll(u => ReferenceEquals(u.Cell, cell));
        Cells.Remove(cell);
        Arrange();
    }

    /// <summary>After a change of tasks or channels: finds out anew which unit can reach which channel. Own thread.</summary>
    public void Arrange()
    {
        foreach ((TaskCell cell, WorkUnit unit) in _units)
        {
            unit.Prepare(unit.LeadsOn ? Reachable(cell) : [], _host.Turns);
        }

        _turns = [.. _units.Select(u => u.Unit)];
        _polled = [.. _turns.OfType<IPolled>()];
        _paysLookingOn = Array.Exists(_turns, static unit => unit.PaysLookingOn);
        _producers = [.. _units.Select(u => u.Cell).Distinct().SelectMany(c => c.Channels)];
    }

    private void AddSpout<TUnit>(TaskCell cell, TUnit unit)
        where TUnit : WorkUnit, IPolled
    {
        cell.Polled = unit;
        if (cell.Ledger is { } ledger)
        {
            // First: whenever the spout had a turn, its channels may be full again.
            ledger.Attach(unit.Gate);
            var told = new LedgerUnit(cell, ledger);
            told.Start();
            _units.Add((cell, told));
        }

        _units.Add((cell, unit));
    }

    /// <summary>The units whose calls may lead to a task, its own included. Own thread.</summary>
    public IEnumerable<WorkUnit> UnitsThatReach(TaskCell task)
        => _units.Where(u => Called(u.Cell).Contains(task)).Select(u => u.Unit);

    private void AddTimer(TaskCell cell, TimerUnit unit)
    {
        unit.Start();
        _units.Add((cell, unit));
    }

    /// <summary>The channels that a call of the task may write to, itself or through fused calls.</summary>
    private static IChannelProducer[] Reachable(TaskCell from) => [.. Called(from).SelectMany(c => c.Channels)];

    /// <summary>A task and all that it calls directly, or that those do.</summary>
    private static HashSet<TaskCell> Called(TaskCell from)
    {
        var seen = new HashSet<TaskCell>();
        Visit(from);
        return seen;

        void Visit(TaskCell cell)
        {
            if (seen.Add(cell))
            {
                foreach (TaskCell called in cell.Fused)
                {
                    Visit(called);
                }
            }
        }
    }
}
