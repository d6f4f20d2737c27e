namespace TopoGen.Runtime;

/// <summary>A port whose target can change. Executor's thread only.</summary>
internal interface ISwitchPort
{
    void SwitchTo(OutputPort target);
}
