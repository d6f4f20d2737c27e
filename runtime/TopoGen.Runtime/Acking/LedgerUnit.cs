namespace TopoGen.Runtime;

/// <summary>
/// Tells a spout's task what became of its messages, between two calls of <c>Next</c>; moves the ledger's clock; and says that the task has
/// ended once nothing is pending any more.
/// </summary>
internal sealed class LedgerUnit(TaskCell cell, Ledger ledger) : WorkUnit, IDisposable
{
    /// <summary>As <see cref="_pauses"/> where the period began while the topology waited.</summary>
    private const int Waiting = -1;

    private ITimer? _timer;
    private int _pauses;
    private int _due;
    private bool _isLifted;
    private bool _isOver;

    public override bool HasWork
        => Gate.IsOpen && (ledger.RipeAcks > 0 || IsToFail || Volatile.Read(ref _due) != 0 || IsToLift || IsToGiveUp || IsToEnd);

    /// <summary>While spouts are to wait, failures do too: the spout may emit when it hears of one.</summary>
    private bool IsToFail => ledger.Failures > 0 && (cell.Host.IsActive || cell.IsFinished);

    private bool IsToLift => !_isLifted && cell.Host.IsStopping;

    /// <summary>Nobody can complete what is left: all who could have come to their end, or no epoch follows that would hold the effects.</summary>
    private bool IsToGiveUp
        => cell.IsFinished
            && ((cell.AllChannelsClosed && ledger.Pending > 0) || (ledger.AwaitsEpochs && cell.Host.IsStopping && ledger.Acks > ledger.RipeAcks));

    private bool IsToEnd => !_isOver && cell.IsFinished && ledger.IsEmpty;

    public void Start()
    {
        TimeSpan timeout = cell.Host.Options.MessageTimeout;
        if (timeout > TimeSpan.Zero)
        {
            TimeSpan period = timeout / Ledger.Periods;
            _pauses = cell.Host.Pauses;
            _timer = cell.Time.CreateTimer(static state => ((LedgerUnit)state!).Elapsed(), this, period, period);
        }
    }

    public void Dispose() => _timer?.Dispose();

    protected override bool Run(int budget)
    {
        bool worked = false;
        if (IsToLift)
        {
            _isLifted = true;
            ledger.LiftLimit();
        }

        if (Volatile.Read(ref _due) != 0)
        {
            // Periods that come due meanwhile are merged: an executor that was busy has not looked at what had come.
            Volatile.Write(ref _due, 0);
            ledger.Tick();
            worked = true;
        }

        if (IsToGiveUp)
        {
            GiveUp();
            worked = true;
        }

        worked |= Tell(budget);
        if (IsToEnd)
        {
            _isOver = true;
            cell.Host.TaskFinished(cell, cell.Ended!.Value);
            worked = true;
        }

        return worked;
    }

    private bool Tell(int budget)
    {
        if (ledger.RipeAcks == 0 && !IsToFail)
        {
            return false;
        }

        // What the spout emits then belongs to no call of NextAsync.
        var spout = cell.Task as AsyncSpoutTask;
        spout?.BeginTelling();
        bool told = ledger.DeliverAcks(Math.Min(budget, ledger.RipeAcks));
        if (IsToFail)
        {
            told |= ledger.DeliverFailures(budget);
        }

        spout?.EndTelling();
        return told;
    }

    private void GiveUp()
    {
        if (cell.AllChannelsClosed)
        {
            ledger.FailAll(FailReason.Stopped);
        }

        if (ledger.AwaitsEpochs && cell.Host.IsStopping)
        {
            ledger.FailUnripe(FailReason.Stopped);
        }
    }

    /// <summary>A period in which the topology waited, if only for a moment, does not count.</summary>
    private void Elapsed()
    {
        int pauses = cell.Host.Pauses;
        bool runs = cell.Host.IsActive && !cell.Host.IsHeld;
        if (runs && pauses == _pauses)
        {
            Volatile.Write(ref _due, 1);
            cell.Executor.Wake();
        }

        _pauses = runs ? pauses : Waiting;
    }
}
