namespace TopoGen.Generators;

/// <summary>What only the graph of a topology shows.</summary>
internal static class TopologyGraph
{
    /// <returns>The qualified names of the components of a cycle; empty where there is none.</returns>
    public static List<string> ReportCycle(List<ComponentSummary> members, TopologyProblems problems)
    {
        if (Cycle(members) is not { } cycle)
        {
            return [];
        }

        // Where it is closed: the first component subscribes to the last.
        ComponentSummary first = cycle[0];
        ComponentSummary last = cycle[cycle.Count - 1];
        var problem = new Problem(
            TG0205.Rule,
            $"its components form a cycle, {string.Join(" -> ", cycle.Append(first).Select(static c => c.Name))}",
            "remove one of these subscriptions");
        int edge = first.Edges.FindIndex(e => e.Source == last.FullName);
        problems.Stop(problem);
        problems.Add(first, new Place(PlaceKind.Edge, edge), problem with
        {
            Reason = $"this subscription closes a cycle, {string.Join(" -> ", cycle.Append(first).Select(static c => c.Name))}",
        });
        return cycle.Select(static c => c.FullName).ToList();
    }

    /// <summary>Bolts that no spout feeds, but for those of the cycle that is the cause.</summary>
    public static void ReportUnreachable(List<ComponentSummary> members, List<string> cycle, TopologyProblems problems)
    {
        // What has a mistake may be fed by anything, and so may what comes from another project; errors can come from everywhere.
        var reached = new HashSet<string>(
            members.Where(m => m.IsSpout || m.IsBroken || m.IsExternal || m.ReadsErrors || m.Edges.Any(e => !members.Exists(s => s.FullName == e.Source)))
                .Select(static m => m.FullName),
            StringComparer.Ordinal);
        if (!members.Exists(static m => m.IsSpout))
        {
            return;
        }

        while (members.Count(m => !reached.Contains(m.FullName) && m.Edges.Any(e => reached.Contains(e.Source)) && reached.Add(m.FullName)) > 0)
        {
        }

        foreach (ComponentSummary member in members.Where(m => !reached.Contains(m.FullName) && !cycle.Contains(m.FullName)))
        {
            problems.Add(member, Place.Name, new Problem(
                TG0206.Rule, "no tuple of any spout can reach it", "subscribe to a spout, or to a bolt that is fed by one"));
        }
    }

    /// <summary>Components along a cycle in the direction of tuples; null where there is none.</summary>
    private static List<ComponentSummary>? Cycle(List<ComponentSummary> members)
    {
        ILookup<string, ComponentSummary> consumers = members
            .SelectMany(static m => m.Edges.Select(e => (e.Source, Consumer: m)))
            .ToLookup(static p => p.Source, static p => p.Consumer, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<ComponentSummary>();
        return members.Select(Visit).FirstOrDefault(static found => found is not null);

        List<ComponentSummary>? Visit(ComponentSummary component)
        {
            int start = path.FindIndex(c => c.FullName == component.FullName);
            if (start >= 0)
            {
                return path.Skip(start).ToList();
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
