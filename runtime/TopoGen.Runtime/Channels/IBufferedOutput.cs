namespace TopoGen.Runtime;

/// <summary>Emits that are held back until the call they belong to completes.</summary>
internal interface IBufferedOutput
{
    /// <summary>Sends on what was held back. Executor's thread only.</summary>
    void Publish();

    void Discard();
}
