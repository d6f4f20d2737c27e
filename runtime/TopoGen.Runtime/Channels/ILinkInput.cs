namespace TopoGen.Runtime;

/// <summary>The receiving end of a channel between workers, whatever its tuple type.</summary>
internal interface ILinkInput : IDisposable
{
    /// <summary>The work unit for the consuming executor.</summary>
    WorkUnit Unit { get; }

    /// <summary>Tuples handled so far. Any thread; may lag.</summary>
    long Handled { get; }

    /// <summary>Tuples received and not yet handled. Any thread; may lag.</summary>
    long Pending { get; }
}
