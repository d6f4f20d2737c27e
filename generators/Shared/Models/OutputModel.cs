namespace TopoGen.Generators;

/// <summary>One method marked <c>[Output]</c>. Immutable, compares by content.</summary>
/// <param name="Signature">The whole declaration up to its body: modifiers, return type, name, parameters, constraints.</param>
/// <param name="IsOverride">Whether it implements an abstract method of a base class.</param>
/// <param name="Stream">The index of its stream in <see cref="ComponentModel.Fields"/>; −1 in a stub.</param>
/// <param name="Arguments">What the port is sent: <c>in word</c>, <c>task, in word</c>, <c>in word, anchor</c>, <c>in word, id</c>.</param>
internal sealed record OutputModel(string Signature, bool IsOverride, int Stream, string Arguments);
