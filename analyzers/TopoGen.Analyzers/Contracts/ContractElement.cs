namespace TopoGen.Analyzers.Contracts;

/// <summary>What kind of declaration a change is shown at.</summary>
internal enum ContractElement
{
    Topology,
    Component,
    Input,
    Output,
    State,
    Tuple,
}
