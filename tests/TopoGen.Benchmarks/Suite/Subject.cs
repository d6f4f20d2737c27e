namespace TopoGen.Benchmarks;

/// <summary>One of the programs that are compared.</summary>
/// <param name="Name">For tables, and unique.</param>
/// <param name="Command">What is run: an assembly and its arguments.</param>
/// <param name="IsSilent">It prints no figures: only its whole time is known.</param>
/// <param name="IsWorker">It is started with the settings that a supervisor gives its workers.</param>
/// <param name="IsSpread">Of its two processes each is kept on a processor of its own.</param>
internal sealed record Subject(
    string Name, IReadOnlyList<string> Command, bool IsSilent = false, bool IsWorker = false, bool IsSpread = false);
