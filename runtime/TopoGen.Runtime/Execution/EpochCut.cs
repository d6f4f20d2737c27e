namespace TopoGen.Runtime;

/// <summary>
/// Brings one task to the cut of each epoch: when its barrier has come through every open channel, what the task holds is copied and the
/// barrier goes on. Until then, under alignment, nothing more is taken from the channels that have delivered it. Touched by the task's
/// executor only.
/// </summary>
/// <remarks>
/// A ring or link is held back by the gate of the unit that reads it. Behind a direct call it is the gates of all units of the executor whose calls
/// can lead to the calling task. That cannot lock up: such a unit's own task has passed the barrier already (it travels through direct calls
/// within one call), so whatever the cut still waits for is upstream of other units, which this epoch does not hold back.
/// An ended task's end counts as every later barrier. Chandy and Lamport 1985; aligned as in Carbone et al. 2015.
/// </remarks>
/// <param name="cell">The task.</param>
/// <param name="agent">Who is told.</param>
/// <param name="line">The generation that the task belongs to: it takes part in no other one's epochs.</param>
/// <param name="aligns">Whether channels wait for each other: without, the cut lies where the last barrier comes.</param>
internal sealed class EpochCut(TaskCell cell, EpochAgent agent, (ulong Lineage, FencingToken Token) line, bool aligns)
{
    private readonly List<Gate> _held = [];
    private long _due;
    private long _done;
    private int _reached;

    /// <summary>Whether an epoch is under way that the task has not answered.</summary>
    private bool IsDue => _due > _done;

    public bool Follows(EpochId epoch) => (epoch.Lineage, epoch.Token) == line;

    /// <summary>The epoch has begun. Sources and ended tasks answer at once, others when the barrier has come.</summary>
    public void Begin(EpochId epoch)
    {
        if (Follows(epoch) && epoch.Number > _done)
        {
            _due = epoch.Number;
            Look();
        }
    }

    /// <summary>The barrier came through one channel.</summary>
    public void Reached(ChannelSlot slot, long epoch)
    {
        if (epoch <= _done || slot.HasBarrier)
        {
            return;
        }

        _due = epoch;
        slot.HasBarrier = true;
        _reached++;
        if (!Look() && aligns)
        {
            Hold(slot.Channel!);
        }
    }

    /// <summary>A channel closed: it delivers no barrier any more.</summary>
    public void Closed(ChannelSlot slot)
    {
        if (slot.HasBarrier)
        {
            slot.HasBarrier = false;
            _reached--;
        }

        Look();
    }

    /// <summary>Something that the cut may have waited for has happened.</summary>
    /// <returns>Whether there is nothing to wait for any more.</returns>
    public bool Look()
    {
        if (!IsDue)
        {
            return true;
        }

        bool isReached = cell.IsFinished
            || cell.Definition.Kind == ComponentKind.Spout
            || (cell.OpenSlots > 0 && _reached == cell.OpenSlots && cell.Calls is null or { IsIdle: true });
        if (isReached)
        {
            Take();
        }

        return isReached;
    }

    private void Take()
    {
        _done = _due;
        cell.Ledger?.Mark(_done);
        agent.Captured(cell, new EpochId(line.Lineage, line.Token, _done));
        if (!cell.IsFinished)
        {
            cell.Pass(ControlSignal.Barrier(_done));
        }

        _reached = 0;
        foreach (ChannelSlot slot in cell.Slots)
        {
            slot.HasBarrier = false;
        }

        foreach (Gate gate in _held)
        {
            gate.Open();
        }

        _held.Clear();
    }

    private void Hold(TaskChannel channel)
    {
        if (channel.Unit is { } unit)
        {
            Hold(unit.Gate);
            return;
        }

        foreach (WorkUnit caller in cell.Executor.UnitsThatReach(channel.Producer!))
        {
            Hold(caller.Gate);
        }
    }

    private void Hold(Gate gate)
    {
        gate.Close();
        _held.Add(gate);
    }
}
