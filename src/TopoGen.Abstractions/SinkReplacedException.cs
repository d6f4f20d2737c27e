namespace TopoGen;

/// <summary>Somebody else applies the commands of a task: its stamp is not the one that the caller has left there.</summary>
/// <param name="task">The task.</param>
/// <param name="expected">The stamp that was expected.</param>
/// <param name="found">The stamp that is there.</param>
public sealed class SinkReplacedException(SinkTask task, SinkStamp? expected, SinkStamp? found) : Exception(
    $"Sink {task} has the stamp {found?.ToString() ?? "of nobody"} and not {expected?.ToString() ?? "none"}: another run applies its commands.");
