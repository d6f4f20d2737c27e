namespace TopoGen.Oracle.Chaos;

/// <summary>What a number is to the one that came before it.</summary>
public enum OutcomeKind
{
    /// <summary>It follows.</summary>
    Next,

    /// <summary>Others are missing in between.</summary>
    Gap,

    /// <summary>It is the same.</summary>
    Repeat,

    /// <summary>It is smaller.</summary>
    Back,

    /// <summary>None: the input is over, and this is the state of the key.</summary>
    Total,
}
