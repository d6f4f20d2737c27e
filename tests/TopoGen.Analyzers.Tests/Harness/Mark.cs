using Microsoft.CodeAnalysis.Text;

namespace TopoGen.Analyzers.Tests;

/// <summary>One expected diagnostic.</summary>
internal sealed record Mark(string Id, TextSpan Span);
