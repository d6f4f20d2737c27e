using System.Collections.Immutable;
using System.Globalization;

namespace TopoGen.Generators;

/// <summary>Decides from models alone which component and parameters belong to which topology, and whether they fit together.</summary>
internal static class AssemblyLinker
{
    public static AssemblyModel Link(
        ImmutableArray<TopologyModel> topologies, ImmutableArray<ComponentSummary> components, ImmutableArray<ParametersModel> parameters)
    {
        List<TopologyModel> sorted = topologies.OrderBy(static t => t.Shape.FullName, StringComparer.Ordinal).ToList();
        List<ComponentSummary> local = components.OrderBy(static c => c.FullName, StringComparer.Ordinal).ToList();
        var misfits = new List<MisfitModel>();
        Dictionary<string, List<ComponentSummary>> members = sorted
            .ToDictionary(static t => t.Shape.FullName, static _ => new List<ComponentSummary>(), StringComparer.Ordinal);
        foreach (ComponentSummary component in local)
        {
            List<TopologyModel> owners = Owners(component, sorted);
            owners.ForEach(owner => members[owner.Shape.FullName].Add(component));
            if (Placement(component, owners, sorted) is { } problem)
            {
                misfits.Add(new MisfitModel(component.FullName, problem));
            }
        }

        Dictionary<string, string> names = sorted.GroupBy(static t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Where(static g => g.Count() > 1)
            .SelectMany(static g => g.Skip(1).Select(t => (t.Shape.FullName, Other: g.First().Shape.Path)))
            .ToDictionary(static p => p.FullName, static p => p.Other, StringComparer.Ordinal);
        var plans = new List<TopologyPlan>();
        foreach (TopologyModel topology in sorted)
        {
            List<ComponentSummary> all = members[topology.Shape.FullName];
            all.AddRange(topology.Includes.Where(static i => i.External is not null).Select(static i => i.External!));
            all.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name) is var byName and not 0 ? byName : string.CompareOrdinal(x.FullName, y.FullName));
            List<ParametersModel> records = Records(topology, sorted, parameters);
            var problems = new ProblemCollector();
            problems.Add(topology.Problem);
            if (names.TryGetValue(topology.Shape.FullName, out string? other))
            {
                problems.Add($"'{other}' is called '{topology.Name}' as well", "give each topology a name of its own");
            }

            if (records.Count > 1)
            {
                problems.Add($"it has several parameter records, {Suggestion.List(records.Select(static r => r.Path))}", "merge them into one");
            }

            Check(topology, all, problems, misfits);
            if (records.Any(static r => r.Problem is not null))
            {
                problems.AddConsequence($"its parameter record '{records[0].Path}' cannot be generated");
            }

            plans.Add(new TopologyPlan(topology, all.ToEquatableArray(), records.FirstOrDefault(), problems.First));
        }

        foreach (ParametersModel record in parameters.Where(r => r.Topology is null && sorted.Count > 1))
        {
            misfits.Add(new MisfitModel(record.FullName, new Problem("it belongs to no topology, and the assembly has several", "nest it in the topology class it is for")));
        }

        return new AssemblyModel(
            plans.ToEquatableArray(),
            misfits.GroupBy(static m => m.FullName, StringComparer.Ordinal).Select(static g => g.First())
                .OrderBy(static m => m.FullName, StringComparer.Ordinal).ToEquatableArray());
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
                "it belongs to no topology, and the assembly has several",
                $"nest it in a topology class, or write [Include<{component.Name}>] on one of {Suggestion.List(topologies.Select(static t => t.Shape.Name))}")
            : owners.Count > 1
            ? new Problem(
                $"it belongs to several topologies, {Suggestion.List(owners.Select(static t => t.Shape.Name))}",
                "derive a class of its own for each of them")
            : null;

    private static List<ParametersModel> Records(
        TopologyModel topology, List<TopologyModel> topologies, ImmutableArray<ParametersModel> parameters)
        => parameters
            .Where(r => r.Topology == topology.Shape.FullName || (r.Topology is null && topologies.Count == 1))
            .OrderBy(static r => r.FullName, StringComparer.Ordinal)
            .ToList();

    private static void Check(
        TopologyModel topology, List<ComponentSummary> members, ProblemCollector problems, List<MisfitModel> misfits)
    {
        foreach (IGrouping<string, ComponentSummary> group in members.GroupBy(static m => m.Name, StringComparer.Ordinal))
        {
            List<ComponentSummary> same = group.ToList();
            if (same.Count > 1)
            {
                problems.Add(
                    $"several components are called '{group.Key}', {Suggestion.List(same.Select(static c => c.FullName.Replace("global::", "")))}",
                    "rename all but one: a component's name is that of its class");
            }
        }

        foreach (ComponentSummary member in members)
        {
            bool isExternal = topology.Includes.Any(i => i.External?.FullName == member.FullName);
            if (member.IsKeyed && member.Parallelism > topology.KeyGroups)
            {
                Report(member, isExternal, problems, misfits, new Problem(
                    string.Format(CultureInfo.InvariantCulture, "Parallelism is {0}, and '{1}' has {2} key groups", member.Parallelism, topology.Name, topology.KeyGroups),
                    "declare fewer tasks, or more KeyGroups on the topology"));
            }

            if (member.Unkept is { } unkept && topology.Delivery != Deliveries.AtMostOnce)
            {
                Report(member, isExternal, problems, misfits, unkept with
                {
                    Reason = $"{unkept.Reason} ('{topology.Name}' has Delivery.{topology.Delivery})",
                });
            }

            EdgeModel? stray = member.Edges.Items.FirstOrDefault(e => !members.Any(m => m.FullName == e.Source));
            if (stray is not null)
            {
                Report(member, isExternal, problems, misfits, new Problem(
                    $"its source '{stray.SourceName}' is not part of topology '{topology.Name}'",
                    $"write [Include<{stray.SourceName}>] on '{topology.Shape.Name}', or subscribe to a component of it"));
            }
        }

        if (Cycle(members) is { } cycle)
        {
            problems.Add($"its components form a cycle, {string.Join(" -> ", cycle)}", "remove one of these subscriptions");
        }
    }

    /// <summary>A component of another project has no place here to be reported at: its topology has.</summary>
    private static void Report(
        ComponentSummary member, bool isExternal, ProblemCollector problems, List<MisfitModel> misfits, Problem problem)
    {
        if (isExternal)
        {
            problems.Add(problem with { Reason = $"included '{member.Name}': {problem.Reason}" });
        }
        else
        {
            misfits.Add(new MisfitModel(member.FullName, problem));
        }
    }

    /// <summary>The names along a cycle in the direction of tuples, the first also last; null where there is none.</summary>
    private static List<string>? Cycle(List<ComponentSummary> members)
    {
        ILookup<string, ComponentSummary> consumers = members
            .SelectMany(static m => m.Edges.Select(e => (e.Source, Consumer: m)))
            .ToLookup(static p => p.Source, static p => p.Consumer, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<ComponentSummary>();
        return members.Select(Visit).FirstOrDefault(static found => found is not null);

        List<string>? Visit(ComponentSummary component)
        {
            int start = path.FindIndex(c => c.FullName == component.FullName);
            if (start >= 0)
            {
                return path.Skip(start).Append(component).Select(static c => c.Name).ToList();
            }

            if (!done.Add(component.FullName))
            {
                return null;
            }

            path.Add(component);
            foreach (ComponentSummary consumer in consumers[component.FullName])
            {
                if (Visit(consumer) is { } cycle)
                {
                    return cycle;
                }
            }

            path.RemoveAt(path.Count - 1);
            return null;
        }
    }
}
