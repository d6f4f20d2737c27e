namespace TopoGen.Runtime;

/// <summary>Something that failed, for operators.</summary>
/// <param name="Time">When.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Source">The task and method, or the part of the system.</param>
/// <param name="Message">One line.</param>
public sealed record ErrorReport(DateTimeOffset Time, string Worker, string Source, string Message);
