namespace TopoGen.Hosting;

/// <summary>What the executable tells the shell; a contract with scripts.</summary>
internal static class ExitCode
{
    /// <summary>All input was processed, or the topology was told to stop and finished what it had begun.</summary>
    public const int Done = 0;

    /// <summary>A component failed to open, end or close, or something unforeseen happened.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a setting, an input or the topology itself cannot be used: one line says why.</summary>
    public const int UserMistake = 2;

    /// <summary>Told to stop, and work was left when the drain limit was over, or a second signal came.</summary>
    public const int DrainTimedOut = 3;

    /// <returns>The code of a run that ended with an exception.</returns>
    public static int Of(Exception failure) => MistakeIn(failure) is null ? Failed : UserMistake;

    /// <returns>The user's mistake behind a failure, or null: a container or a task may have wrapped it.</returns>
    public static TopologyInputException? MistakeIn(Exception exception) => exception switch
    {
        TopologyInputException mistake => mistake,
        AggregateException many => many.InnerExceptions.Select(MistakeIn).FirstOrDefault(m => m is not null),
        { InnerException: { } inner } => MistakeIn(inner),
        _ => null,
    };
}
