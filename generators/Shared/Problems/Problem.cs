namespace TopoGen.Generators;

/// <summary>Why a declaration cannot be generated. Immutable, compares by content.</summary>
/// <param name="Reason">One clause without a full stop, naming component, stream and nearest valid name where there are.</param>
/// <param name="Advice">What to do about it, one imperative clause without a full stop.</param>
/// <param name="IsConsequence">
/// Whether another declaration's mistake, reported there, or an error of the compiler is the cause: then this one is
/// generated as a stub and not reported.
/// </param>
internal sealed record Problem(string Reason, string Advice, bool IsConsequence = false)
{
    /// <summary>What a throwing stub says.</summary>
    public override string ToString() => $"{Reason}; {Advice}";
}
