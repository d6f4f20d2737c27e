namespace TopoGen.Runtime;

/// <summary>
/// What a task expects from one producing task under one subscription: barriers, and its end, once, by whichever channel they come. A
/// producer that is placed anew gets a new channel to the same slot. Touched by the consuming executor's thread only.
/// </summary>
internal sealed class ChannelSlot(TaskCell consumer)
{
    public bool IsClosed { get; private set; }

    /// <summary>Whether the barrier of the epoch under way has come.</summary>
    public bool HasBarrier { get; set; }

    /// <summary>The channel that feeds it now.</summary>
    public TaskChannel? Channel { get; set; }

    public void Receive(ControlSignal signal)
    {
        if (IsClosed)
        {
            return;
        }

        switch (signal.Kind)
        {
            case ControlKind.Barrier:
                consumer.Cut?.Reached(this, signal.Epoch);
                break;
            case ControlKind.Cut:
                break;
            default:
                IsClosed = true;
                consumer.SlotClosed(this, signal);
                break;
        }
    }
}
