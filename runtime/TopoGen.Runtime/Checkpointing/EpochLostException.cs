namespace TopoGen.Runtime;

/// <summary>An epoch cannot be committed, and none after it in its generation.</summary>
/// <param name="epoch">The epoch.</param>
/// <param name="outcome">What the store said.</param>
internal sealed class EpochLostException(EpochId epoch, FlipOutcome outcome) : Exception(
    $"Epoch {epoch.Number} cannot be committed: " + outcome switch
    {
        FlipOutcome.Stale => "another process has taken this topology's state over.",
        FlipOutcome.Incomplete => "the store has lost what was written for it.",
        _ => "the store does not have the epoch before it.",
    })
{
    public FlipOutcome Outcome => outcome;
}
