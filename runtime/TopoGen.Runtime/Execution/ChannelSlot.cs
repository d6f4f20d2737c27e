namespace TopoGen.Runtime;

/// <summary>
/// What a task expects from one producing task under one subscription: its end, once, by whichever channel it comes. A producer that
/// is placed anew gets a new channel to the same slot. Touched by the consuming executor's thread only.
/// </summary>
internal sealed class ChannelSlot(TaskCell consumer)
{
    public bool IsClosed { get; private set; }

    public void Close(ControlSignal signal)
    {
        if (signal != ControlSignal.Cut && !IsClosed)
        {
            IsClosed = true;
            consumer.SlotClosed(signal);
        }
    }
}
