namespace TopoGen.Generators;

/// <summary>Collects what is wrong with a topology and with its members as parts of it.</summary>
internal sealed class TopologyProblems(TopologyModel topology, List<MisfitModel> misfits)
{
    /// <summary>Why it has no definition, or null.</summary>
    public Problem? First { get; private set; } = topology.Problem;

    /// <summary>A problem of the topology class itself.</summary>
    public void Add(Place place, Problem problem)
    {
        Stop(problem);
        misfits.Add(new MisfitModel(topology.Shape.FullName, place, problem));
    }

    public void AddConsequence(string reason) => Stop(Problem.Consequence(reason));

    /// <summary>The topology has no definition, for a reason that is reported elsewhere.</summary>
    public void Stop(Problem problem)
    {
        if (problem.IsFatal)
        {
            First ??= problem;
        }
    }

    /// <summary>A problem of a member. A component of another project has no place here to be reported at: its topology has.</summary>
    public void Add(ComponentSummary member, Place place, Problem problem)
    {
        int include = topology.Includes.FindIndex(i => i.External?.FullName == member.FullName);
        if (include >= 0)
        {
            Add(new Place(PlaceKind.Include, include), problem with { Reason = $"included '{member.Name}': {problem.Reason}" });
        }
        else
        {
            misfits.Add(new MisfitModel(member.FullName, place, problem));
        }
    }
}
