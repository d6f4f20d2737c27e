using System.Globalization;

namespace TopoGen.Generators;

/// <summary>Whether the members of a topology fit together.</summary>
internal static class TopologyChecks
{
    /// <param name="topology">The topology.</param>
    /// <param name="members">All components that belong to it.</param>
    /// <param name="hasStrays">Whether there are spouts that belong to no topology.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Run(TopologyModel topology, List<ComponentSummary> members, bool hasStrays, TopologyProblems problems)
    {
        CheckNames(members, problems);
        foreach (ComponentSummary member in members)
        {
            CheckMember(topology, members, member, problems);
        }

        CheckSpouts(topology, members, hasStrays, problems);
        List<string> cycle = TopologyGraph.ReportCycle(members, problems);
        TopologyGraph.ReportUnreachable(members, cycle, problems);
        CheckReaders(topology, members, problems);
    }

    private static void CheckNames(List<ComponentSummary> members, TopologyProblems problems)
    {
        foreach (List<ComponentSummary> same in members.GroupBy(static m => m.Name, StringComparer.Ordinal).Select(static g => g.ToList()))
        {
            foreach (ComponentSummary later in same.Skip(1))
            {
                var problem = new Problem(
                    TG0105.Rule,
                    $"several components are called '{later.Name}', {Suggestion.List(same.Select(static c => c.FullName.Replace("global::", "")))}",
                    "rename all but one: a component's name is that of its class");
                problems.Stop(problem);
                problems.Add(later, Place.Name, problem);
            }
        }
    }

    private static void CheckMember(TopologyModel topology, List<ComponentSummary> members, ComponentSummary member, TopologyProblems problems)
    {
        if (member.IsKeyed && member.Parallelism > topology.KeyGroups)
        {
            problems.Add(member, new Place(PlaceKind.Parallelism), new Problem(
                TG0701.Rule,
                string.Format(CultureInfo.InvariantCulture, "Parallelism is {0}, and '{1}' has {2} key groups", member.Parallelism, topology.Name, topology.KeyGroups),
                "declare fewer tasks, or more KeyGroups on the topology"));
        }

        for (int i = 0; i < member.Conditions.Count; i++)
        {
            ConditionalProblem condition = member.Conditions[i];
            if (condition.Concerns(topology.Delivery) && !condition.Problem.IsConsequence)
            {
                problems.Add(member, new Place(PlaceKind.Conditional, i), condition.Problem with
                {
                    Reason = $"{condition.Problem.Reason} ('{topology.Name}' has Delivery.{topology.Delivery})",
                });
            }
        }

        for (int i = 0; i < member.Edges.Count; i++)
        {
            EdgeModel edge = member.Edges[i];
            if (!members.Exists(m => m.FullName == edge.Source))
            {
                problems.Add(member, new Place(PlaceKind.Edge, i), new Problem(
                    TG0216.Rule,
                    $"its source '{edge.SourceName}' is not part of topology '{topology.Name}'",
                    $"write [Include<{edge.SourceName}>] on '{topology.Shape.Name}', or subscribe to a component of it"));
            }
        }
    }

    /// <summary>A spout that belongs to no topology, or is not included, may be the one that is missing.</summary>
    private static void CheckSpouts(TopologyModel topology, List<ComponentSummary> members, bool hasStrays, TopologyProblems problems)
    {
        bool isIncomplete = hasStrays || members.Exists(m => m.Edges.Any(e => !members.Exists(s => s.FullName == e.Source)));
        if (topology.Problem is null && !isIncomplete && !members.Exists(static m => m.IsSpout))
        {
            problems.Add(Place.Name, new Problem(
                TG0213.Rule, "it has no spout, so no tuple ever comes in", "nest a class marked [Spout] in it, or include one by [Include<Spout>]"));
        }
    }

    /// <summary>Who has a mistake may have meant to read; so nothing is said until all are right.</summary>
    private static void CheckReaders(TopologyModel topology, List<ComponentSummary> members, TopologyProblems problems)
    {
        if (topology.Problem is not null || members.Exists(static m => m.IsBroken))
        {
            return;
        }

        foreach (ComponentSummary member in members)
        {
            for (int i = 0; i < member.Streams.Count; i++)
            {
                StreamSummary stream = member.Streams[i];
                if (!members.Exists(m => m.Edges.Any(e => e.Source == member.FullName && e.Stream == stream.Name && e.TupleType == stream.TupleType)))
                {
                    problems.Add(member, new Place(PlaceKind.Stream, i), new Problem(
                        TG0207.Rule,
                        $"nobody in '{topology.Name}' subscribes to its stream '{stream.Name}' of '{stream.Tuple}'",
                        "subscribe to it, or remove the output"));
                }
            }
        }
    }
}
