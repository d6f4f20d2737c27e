namespace TopoGen.Runtime.Tests.Checkpointing;

/// <summary>Calls of a store at which something may happen.</summary>
internal enum WatchedCall
{
    WriteCommands,
    Flip,
    Release,
}
