using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>What the end of a run means for the shell and for people.</summary>
internal static class RunEndings
{
    public static int ExitCodeOf(RunPhase phase) => phase switch
    {
        RunPhase.Failed => ExitCode.Failed,
        RunPhase.Refused => ExitCode.UserMistake,
        RunPhase.DrainTimedOut => ExitCode.DrainTimedOut,
        _ => ExitCode.Done,
    };

    /// <summary>"completed", "stopped and drained" ….</summary>
    public static string Text(RunPhase phase, string? reason) => phase switch
    {
        RunPhase.Running => "is running",
        RunPhase.Completed => "completed",
        RunPhase.Drained => "stopped and drained",
        RunPhase.DrainTimedOut => reason is null ? "stopped: work was left when the time for it was over" : $"stopped: {reason}",
        RunPhase.Refused => $"cannot use what it was given: {reason ?? "the workers' messages say what"}",
        _ => $"failed: {reason ?? "the workers' messages say why"}",
    };

    /// <summary><c>up to 12 tuples may have been lost: w2 died (generation 5)</c></summary>
    public static string Text(LossReport loss)
    {
        string state = loss.StatefulTasks switch
        {
            0 => "",
            1 => "; 1 task lost its state",
            var n => $"; {n} tasks lost their state",
        };
        return loss.Tuples == 0
            ? $"{Plans.PlanNames.Count(loss.Tasks, "task")} of {loss.Worker} moved (generation {loss.Generation}){state}"
            : $"up to {Plans.PlanNames.Count(loss.Tuples, "tuple")} may have been lost: {loss.Worker} died (generation {loss.Generation}){state}";
    }
}
