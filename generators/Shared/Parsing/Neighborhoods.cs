using System.Collections.Immutable;

namespace TopoGen.Generators;

/// <summary>Every component's <see cref="NeighborhoodModel"/>, from models alone.</summary>
internal static class Neighborhoods
{
    /// <returns>By the component's <see cref="ComponentSummary.FullName"/>.</returns>
    public static ImmutableDictionary<string, NeighborhoodModel> Of(AssemblyModel assembly, ImmutableArray<ComponentSummary> components)
    {
        List<ComponentSummary> all = components
            .Concat(assembly.Topologies.SelectMany(static plan => plan.Members.Items))
            .GroupBy(static component => component.FullName, StringComparer.Ordinal)
            .Select(static same => same.First())
            .OrderBy(static component => component.Name, StringComparer.Ordinal)
            .ThenBy(static component => component.FullName, StringComparer.Ordinal)
            .ToList();
        Dictionary<string, int> tasks = all.ToDictionary(static c => c.FullName, static c => c.Parallelism, StringComparer.Ordinal);
        ILookup<string, NeighborModel> consumers = all
            .SelectMany(static c => c.Edges.Select(edge => (edge.Source, Neighbor: new NeighborModel(c.FullName, c.Parallelism, edge.Stream, edge.Tuple, edge.Grouping))))
            .ToLookup(static pair => pair.Source, static pair => pair.Neighbor, StringComparer.Ordinal);
        ILookup<string, string> topologies = assembly.Topologies
            .SelectMany(static plan => plan.Members.Select(member => (member.FullName, plan.Topology.Name)))
            .ToLookup(static pair => pair.FullName, static pair => pair.Name, StringComparer.Ordinal);
        return all.ToImmutableDictionary(
            static component => component.FullName,
            component => new NeighborhoodModel(
                topologies[component.FullName].ToList() is [var only] ? only : null,
                component.Edges
                    .Select(edge => new NeighborModel(
                        edge.Source, tasks.TryGetValue(edge.Source, out int number) ? number : 0, edge.Stream, edge.Tuple, edge.Grouping))
                    .OrderBy(static neighbor => neighbor.FullName, StringComparer.Ordinal)
                    .ToEquatableArray(),
                consumers[component.FullName].ToEquatableArray()),
            StringComparer.Ordinal);
    }
}
