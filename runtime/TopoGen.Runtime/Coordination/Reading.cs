namespace TopoGen.Runtime;

/// <summary>
/// When something was read from the store, on the reader's own monotonic clock. What was read was true at some moment between the
/// two times.
/// </summary>
/// <param name="Asked">When the question was sent.</param>
/// <param name="Answered">When the answer was there.</param>
internal readonly record struct Reading(TimeSpan Asked, TimeSpan Answered);
