using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Contracts;

/// <summary>The contracts that the generator wrote into the topologies of a compilation.</summary>
internal static class DeclaredContracts
{
    /// <returns>Topology classes with the text of their contracts; the text is null where a mistake keeps the generator from writing it.</returns>
    public static ImmutableArray<(INamedTypeSymbol Topology, string? Text)> Of(Compilation compilation, CancellationToken cancellation)
        =>
        [
            .. DeclaredTypes.Of(compilation.Assembly.GlobalNamespace, cancellation)
                .Where(static type => type.Has(KnownNames.TopologyAttribute))
                .Select(static type => (type, TextOf(type))),
        ];

    /// <summary>What the whole file would say now; null where a mistake keeps a part of it from being known, or there is no topology.</summary>
    public static string? FileOf(Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<(INamedTypeSymbol Topology, string? Text)> contracts = Of(compilation, cancellation);
        return contracts.IsEmpty || contracts.Any(static c => c.Text is null)
            ? null
            : TopoGen.Contracts.ContractFile.TextOf(contracts.Select(static c => c.Text!));
    }

    private static string? TextOf(INamedTypeSymbol topology)
        => topology.GetMembers(KnownNames.ContractField).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue as string;
}
