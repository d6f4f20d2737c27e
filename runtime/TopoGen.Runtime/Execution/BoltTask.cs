namespace TopoGen.Runtime;

/// <summary>A task of a bolt whose handlers are all synchronous.</summary>
public abstract class BoltTask : ComponentTask;
