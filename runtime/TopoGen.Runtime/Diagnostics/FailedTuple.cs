namespace TopoGen;

/// <summary>
/// What failed in a topology, as handlers marked <see cref="ErrorStreamAttribute"/> are told: a tuple whose handler threw, a call of <c>Next</c> or of a
/// tick that threw, or a message of a spout that was given up. Texts are in the invariant culture and cut off after <see cref="MostText"/> characters.
/// </summary>
/// <param name="Component">Where it failed; for a message, the spout that emitted it.</param>
/// <param name="Task">The index of the task there.</param>
/// <param name="Handler">The method that threw; empty for a message.</param>
/// <param name="Source">The component that emitted the tuple; empty for a call that has none, and for a message.</param>
/// <param name="Stream">Its stream; empty as <paramref name="Source"/> is.</param>
/// <param name="Tuple">The tuple's text; for a message its id; empty for a call that has none.</param>
/// <param name="Error">The exception's type and message; for a message how it failed the last time, a <see cref="FailReason"/>.</param>
/// <param name="Failures">How often the message has failed; 1 for all others.</param>
[StreamTuple]
public readonly partial record struct FailedTuple(
    string Component, int Task, string Handler, string Source, string Stream, string Tuple, string Error, int Failures)
{
    /// <summary>The most characters of <see cref="Tuple"/> and of <see cref="Error"/>.</summary>
    public const int MostText = 1024;
}
