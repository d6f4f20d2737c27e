namespace TopoGen.Runtime;

/// <summary>
/// A channel between two tasks of different workers. It is fixed when the channel opens: a task that is placed anew has another
/// incarnation, so the frames of its former life belong to no channel any more.
/// </summary>
/// <param name="Producer">The sending task.</param>
/// <param name="Consumer">The receiving task.</param>
/// <param name="Subscription">The index of the subscription in the consuming component's inputs.</param>
internal readonly record struct ChannelId(TaskId Producer, TaskId Consumer, int Subscription)
{
    public override string ToString() => $"{Producer} -> {Consumer}.{Subscription}";
}
