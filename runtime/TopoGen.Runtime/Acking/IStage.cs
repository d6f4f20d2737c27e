namespace TopoGen.Runtime;

/// <summary>An output that holds the first tuple which a call has emitted, until it is known with which edge it goes out.</summary>
internal interface IStage
{
    /// <summary>Sends it.</summary>
    void Send(ulong edge);
}
