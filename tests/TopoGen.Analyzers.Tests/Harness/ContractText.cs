using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TopoGen.Analyzers.Tests;

/// <summary>A project's <c>TopoGen.Topology.txt</c>.</summary>
internal sealed class ContractText(string text) : AdditionalText
{
    public override string Path => "/project/TopoGen.Topology.txt";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
