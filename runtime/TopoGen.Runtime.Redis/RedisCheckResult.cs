namespace TopoGen.Runtime.Redis;

/// <summary>One check of a Redis.</summary>
/// <param name="Name">What was checked, in a word or two.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Text">One line for people: what was found, and what to do where it is not well.</param>
public sealed record RedisCheckResult(string Name, RedisCheckOutcome Outcome, string Text);
