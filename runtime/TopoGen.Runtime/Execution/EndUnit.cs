namespace TopoGen.Runtime;

/// <summary>Ends a bolt's task once all its channels have closed and its work is published.</summary>
internal sealed class EndUnit(TaskCell cell) : WorkUnit
{
    public override bool HasWork
        => cell.AllChannelsClosed && !cell.IsFinished && Gate.IsOpen && (cell.Calls is null || cell.Calls.IsIdle);

    protected override bool Run(int budget)
    {
        if (!HasWork)
        {
            return false;
        }

        cell.EndAndFinish();
        return true;
    }
}
