namespace TopoGen.Runtime;

/// <summary>Something that keeps what a call does until it has returned.</summary>
internal interface IHolding
{
    /// <summary>The outermost call is over: what is left happens now.</summary>
    void LetGo();
}
