namespace TopoGen.Runtime;

/// <summary>A task of a spout with a synchronous <c>Next</c>.</summary>
public abstract class SpoutTask : ComponentTask
{
    public abstract SpoutStatus Next();
}
