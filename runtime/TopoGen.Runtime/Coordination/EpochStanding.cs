namespace TopoGen.Runtime;

/// <summary>How the epochs of a plan fare.</summary>
/// <param name="Token">Of the plan that rewound.</param>
/// <param name="HasEnded">Whether the last one that was asked for is committed and applied.</param>
/// <param name="IsFinal">Whether with it all input was over.</param>
/// <param name="IsBroken">Whether none can be committed any more: the store has lost the one before. All tasks must be rewound.</param>
internal readonly record struct EpochStanding(FencingToken Token, bool HasEnded, bool IsFinal, bool IsBroken);
