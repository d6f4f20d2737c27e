namespace TopoGen.Hosting.Cluster;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What: <c>redis</c>, <c>clock</c> ….</param>
/// <param name="Outcome">How it is.</param>
/// <param name="Detail">What was found and, where it is not fine, what to do; one line.</param>
internal sealed record EnvironmentCheck(string Name, CheckOutcome Outcome, string Detail);
