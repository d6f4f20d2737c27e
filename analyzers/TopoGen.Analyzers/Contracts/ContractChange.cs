namespace TopoGen.Analyzers.Contracts;

/// <summary>One difference between what a contract says and what is declared.</summary>
/// <param name="IsBreaking">Whether what is stored or running cannot go on with it.</param>
/// <param name="Element">What it is shown at.</param>
/// <param name="Component">The component, or for a tuple its full name; empty for the topology itself.</param>
/// <param name="Name">The input, output or state as the contract writes it; else empty.</param>
/// <param name="Text">What was and what is: a clause.</param>
/// <param name="Advice">What to do about it beside an update of the contract; may be empty.</param>
internal sealed record ContractChange(bool IsBreaking, ContractElement Element, string Component, string Name, string Text, string Advice = "");
