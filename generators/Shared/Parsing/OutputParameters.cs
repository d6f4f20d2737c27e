using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The parameters of one output. Lives only while a component is parsed, since it holds symbols.</summary>
/// <param name="Tuple">What is emitted.</param>
/// <param name="Arguments">What the port is sent.</param>
/// <param name="Addition">What it takes beside.</param>
/// <param name="MessageId">The type of the id, where it takes one.</param>
internal sealed record OutputParameters(ITypeSymbol Tuple, string Arguments, OutputAddition Addition, ITypeSymbol? MessageId);
