using System.Collections.Immutable;

namespace TopoGen.Generators;

/// <summary>Decides from models alone which component and parameters belong to which topology, and whether they fit together.</summary>
internal static class AssemblyLinker
{
    public static AssemblyModel Link(
        ImmutableArray<TopologyModel> topologies, ImmutableArray<ComponentSummary> components, ImmutableArray<ParametersModel> parameters)
    {
        List<TopologyModel> sorted = topologies.OrderBy(static t => t.Shape.FullName, StringComparer.Ordinal).ToList();
        var misfits = new List<MisfitModel>();
        Dictionary<string, List<ComponentSummary>> members = Members(sorted, components, misfits);
        Dictionary<string, string> names = sorted.GroupBy(static t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Where(static g => g.Key.Length > 0)
            .SelectMany(static g => g.Skip(1).Select(t => (t.Shape.FullName, Other: g.First().Shape.Path)))
            .ToDictionary(static p => p.FullName, static p => p.Other, StringComparer.Ordinal);
        bool hasStrays = components.Any(c => c.IsSpout && Owners(c, sorted).Count == 0);
        var plans = new List<TopologyPlan>();
        foreach (TopologyModel topology in sorted)
        {
            List<ComponentSummary> all = members[topology.Shape.FullName];
            all.AddRange(topology.Includes.Where(static i => i.External is not null).Select(static i => i.External!));
            all.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name) is var byName and not 0 ? byName : string.CompareOrdinal(x.FullName, y.FullName));
            List<ParametersModel> records = Records(topology, sorted, parameters);
            var problems = new TopologyProblems(topology, misfits);
            if (names.TryGetValue(topology.Shape.FullName, out string? other))
            {
                problems.Add(
                    new Place(PlaceKind.Title),
                    new Problem(TG0105.Rule, $"'{other}' is called '{topology.Name}' as well", "give each topology a name of its own"));
            }

            if (records.Count > 1)
            {
                problems.Add(
                    Place.Name,
                    new Problem(
                        TG0702.Rule, $"it has several parameter records, {Suggestion.List(records.Select(static r => r.Path))}", "merge them into one"));
            }

            TopologyChecks.Run(topology, all, hasStrays, problems);
            if (records.Any(static r => r.Problem is not null))
            {
                problems.AddConsequence($"its parameter record '{records[0].Path}' cannot be generated");
            }

            plans.Add(new TopologyPlan(topology, all.ToEquatableArray(), records.FirstOrDefault(), problems.First));
        }

        foreach (ParametersModel record in parameters.Where(r => r.Topology is null && sorted.Count > 1))
        {
            misfits.Add(new MisfitModel(
                record.FullName,
                Place.Name,
                new Problem(TG0108.Rule, "it belongs to no topology, and the assembly has several", "nest it in the topology class it is for")));
        }

        return new AssemblyModel(
            plans.ToEquatableArray(),
            misfits.Distinct().OrderBy(static m => m.FullName, StringComparer.Ordinal).ToEquatableArray());
    }

    /// <summary>Who belongs to which topology, by its class.</summary>
    private static Dictionary<string, List<ComponentSummary>> Members(
        List<TopologyModel> topologies, ImmutableArray<ComponentSummary> components, List<MisfitModel> misfits)
    {
        Dictionary<string, List<ComponentSummary>> members = topologies
            .ToDictionary(static t => t.Shape.FullName, static _ => new List<ComponentSummary>(), StringComparer.Ordinal);
        foreach (ComponentSummary component in components.OrderBy(static c => c.FullName, StringComparer.Ordinal))
        {
            List<TopologyModel> owners = Owners(component, topologies);
            owners.ForEach(owner => members[owner.Shape.FullName].Add(component));
            if (Placement(component, owners, topologies) is { } problem)
            {
                misfits.Add(new MisfitModel(component.FullName, Place.Name, problem));
            }
        }

        return members;
    }

    private static List<TopologyModel> Owners(ComponentSummary component, List<TopologyModel> topologies)
    {
        List<TopologyModel> owners = topologies
            .Where(t => t.Shape.FullName == component.Topology || t.Includes.Any(i => i.FullName == component.FullName))
            .ToList();
        return owners.Count == 0 && component.Topology is null && topologies.Count == 1 ? [topologies[0]] : owners;
    }

    private static Problem? Placement(ComponentSummary component, List<TopologyModel> owners, List<TopologyModel> topologies)
        => owners.Count == 0 && topologies.Count > 1
            ? new Problem(
                TG0108.Rule,
                "it belongs to no topology, and the assembly has several",
                $"nest it in a topology class, or write [Include<{component.Name}>] on one of {Suggestion.List(topologies.Select(static t => t.Shape.Name))}")
            : owners.Count > 1
            ? new Problem(
                TG0108.Rule,
                $"it belongs to several topologies, {Suggestion.List(owners.Select(static t => t.Shape.Name))}",
                "derive a class of its own for each of them")
            : null;

    private static List<ParametersModel> Records(
        TopologyModel topology, List<TopologyModel> topologies, ImmutableArray<ParametersModel> parameters)
        => parameters
            .Where(r => r.Topology == topology.Shape.FullName || (r.Topology is null && topologies.Count == 1))
            .OrderBy(static r => r.FullName, StringComparer.Ordinal)
            .ToList();
}
