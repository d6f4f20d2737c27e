namespace TopoGen.Runtime;

/// <summary>Calls one tick method of one task when its timer has fired.</summary>
internal sealed class TickUnit(TaskCell cell, int tick) : TimerUnit(cell)
{
    protected override bool CanCall => Gate.IsOpen && Cell.Host.IsActive && !Cell.IsFinished;

    protected override TimeSpan Interval => Cell.Definition.Ticks[tick].Interval;

    protected override void Call()
    {
        Cell.BeginCall();
        try
        {
            Cell.Task.Tick(tick);
        }
        catch (Exception exception)
        {
            Cell.UndoCall();
            Cell.CallFailed(Cell.Definition.Ticks[tick].Method, exception);
        }

        Cell.EndCall();
    }
}
