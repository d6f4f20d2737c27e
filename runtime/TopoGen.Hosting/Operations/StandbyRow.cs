namespace TopoGen.Hosting.Operations;

/// <summary>A standby as <c>status</c> shows it.</summary>
/// <param name="Task">Its task, as <c>Split[1]</c>.</param>
/// <param name="IsReady">Whether its worker has built it.</param>
/// <param name="Epoch">The epoch whose state it has; null where it has none.</param>
/// <param name="Behind">Of one that follows the state: by how many epochs it is behind the last committed one. Null for others, and where nothing was committed yet.</param>
internal sealed record StandbyRow(string Task, bool IsReady, long? Epoch, long? Behind)
{
    public override string ToString()
        => !IsReady ? $"{Task} (not ready)"
            : Behind is null ? Task
            : Epoch is null ? $"{Task} (no epoch yet)"
            : Behind == 0 ? $"{Task} (epoch {Epoch})"
            : $"{Task} (epoch {Epoch}, {Behind} behind)";
}
