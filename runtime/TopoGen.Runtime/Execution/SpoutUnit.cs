using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Asks a spout for tuples while its outputs have room.</summary>
internal sealed class SpoutUnit(TaskCell cell, SpoutTask task) : WorkUnit, IPolled
{
    private readonly IdleWait _wait = cell.Host.CreateIdleWait();
    private PaddedCounter _called;
    private long _emitted;
    private bool _ended;

    public override bool HasWork => !_ended && Gate.IsOpen && (cell.HadEnded || cell.Host.IsStopping || IsToRelease || IsToExtend || IsToEnd || (IsAllowed && _wait.IsOver));

    public long? PollAt => _ended || !Gate.IsOpen || !IsAllowed ? null : _wait.Until;

    public long Called => _called.Value;

    /// <summary>Asks the spout at once, however long it was to be left alone: there is something for it. Nobody may run it meanwhile.</summary>
    public void LookAgain() => _wait.Reset();

    public void Restart() => _wait.Restart();

    private bool IsAllowed
        => cell.Host.IsActive && cell.Reservation?.Allows(task.Position) != false && cell.Ledger is not { IsInputOver: true };

    private bool IsToEnd => cell.Host.IsActive && cell.Ledger is { IsInputOver: true, IsAtRest: true };

    private bool IsToExtend => cell.Host.IsActive && cell.Reservation?.CanExtend(task.Position) == true;

    private bool IsToRelease => !cell.Host.IsActive && cell.Reservation is { CanRelease: true };

    protected override bool Run(int budget)
    {
        if (_ended)
        {
            return false;
        }

        if (cell.HadEnded)
        {
            return Finish(ControlSignal.End);
        }

        if (cell.Host.IsStopping)
        {
            return Finish(ControlSignal.Stop);
        }

        if (!cell.Host.IsActive)
        {
            cell.Reservation?.Release(task.Position);
            return false;
        }

        if (IsToEnd)
        {
            return Finish(ControlSignal.End);
        }

        cell.Reservation?.Extend(task.Position);
        if (!IsAllowed || !_wait.IsOver)
        {
            return false;
        }

        SpoutStatus? status = Ask(budget, out int calls);
        _called.Value += calls;
        if (status == SpoutStatus.End)
        {
            return cell.Ledger?.EndInput() == false || Finish(ControlSignal.End);
        }

        // The last call of those that did not end in More had nothing, unless it emitted all the same.
        int had = status == SpoutStatus.More || (status is not null && HasEmitted()) ? calls : calls - 1;
        if (had > 0)
        {
            _wait.Came(had);
        }

        if (status is null)
        {
            _wait.BackOff();
        }
        else if (status != SpoutStatus.More)
        {
            _wait.Lengthen();
        }

        return had > 0;
    }

    /// <summary>Whether anything was emitted since the spout was asked for this the last time.</summary>
    private bool HasEmitted()
    {
        long before = _emitted;
        _emitted = cell.Emitted;
        return _emitted != before;
    }

    /// <summary>Calls the spout until it has no more, its outputs have no more room, or the budget is used up.</summary>
    /// <returns>What the last call returned; null where it threw.</returns>
    private SpoutStatus? Ask(int budget, out int calls)
    {
        calls = 0;
        try
        {
            return cell.IsJournaled
                ? Loop(task, Gate, cell, budget, ref calls)
                : cell.Reservation is { } reservation
                    ? Loop(task, Gate, reservation, budget, ref calls)
                    : Loop(task, Gate, budget, ref calls);
        }
        catch (Exception exception)
        {
            if (cell.IsJournaled)
            {
                cell.UndoCall();
                cell.EndCall();
                cell.Ledger?.FailCall();
            }

            cell.CallFailed("Next", exception);
            VerifyPosition();
            return null;
        }
    }

    /// <summary>Apart from the try block, whose variables would live in memory rather than registers.</summary>
    /// <param name="task">The spout.</param>
    /// <param name="gate">Whether its outputs have room.</param>
    /// <param name="budget">The most calls.</param>
    /// <param name="calls">How many were made, also where the last one throws.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SpoutStatus Loop(SpoutTask task, Gate gate, int budget, ref int calls)
    {
        int made = 0;
        SpoutStatus status = SpoutStatus.More;
        while (status == SpoutStatus.More && made < budget && gate.IsOpen)
        {
            calls = ++made;
            status = task.Next();
        }

        return status;
    }

    /// <inheritdoc cref="Loop(SpoutTask, Gate, int, ref int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SpoutStatus Loop(SpoutTask task, Gate gate, SpoutReservation reservation, int budget, ref int calls)
    {
        int made = 0;
        long position = task.Position;
        SpoutStatus status = SpoutStatus.More;
        while (status == SpoutStatus.More && made < budget && gate.IsOpen && reservation.Allows(position))
        {
            calls = ++made;
            status = task.Next();
            long next = task.Position;
            reservation.Check(position, next);
            position = next;
        }

        return status;
    }

    /// <inheritdoc cref="Loop(SpoutTask, Gate, int, ref int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SpoutStatus Loop(SpoutTask task, Gate gate, TaskCell cell, int budget, ref int calls)
    {
        Journal journal = cell.Executor.Journal;
        KeptFields? fields = cell.Fields;
        Ledger? ledger = cell.Ledger;
        int made = 0;
        SpoutStatus status = SpoutStatus.More;
        while (status == SpoutStatus.More && made < budget && gate.IsOpen)
        {
            calls = ++made;
            long call = journal.BeginOutermost();
            fields?.Keep(call);
            ledger?.BeginCall();
            status = task.Next();
            journal.End(outer: 0);
        }

        return status;
    }

    private void VerifyPosition()
    {
        try
        {
            cell.Reservation?.Verify(task.Position);
        }
        catch (TopologyInputException exception)
        {
            cell.Host.Abort(exception);
        }
    }

    private bool Finish(ControlSignal signal)
    {
        _ended = true;
        cell.Finish(signal);
        return true;
    }
}
