using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Whether what a component has in reserve does for its state, and for what a topology promises.</summary>
internal static class RecoveryChecks
{
    private const string SpareAlone = "use Recovery.Standby for a spare without state, or remove Recovery";

    public static void Check(AttributeData attribute, IReadOnlyList<StateModel> states, ProblemCollector problems)
    {
        if (Recoveries.Of(attribute) == Recoveries.HotStandby && states.Count == 0 && problems.First is null)
        {
            problems.Add(TG0310.Rule, Spot.Argument(attribute, "Recovery"), "a hot standby follows the state of its component, which has none", SpareAlone);
        }
    }

    /// <summary>What only topologies of some delivery mind.</summary>
    /// <param name="recovery">One of <see cref="Recoveries"/>.</param>
    /// <param name="isSpout">Else it is a bolt.</param>
    /// <param name="states">What the component keeps; not empty.</param>
    /// <param name="messages">How a spout names its messages, or null.</param>
    public static IEnumerable<ConditionalProblem> Conditions(string recovery, bool isSpout, IReadOnlyList<StateModel> states, MessageModel? messages)
    {
        if (recovery == Recoveries.HotStandby)
        {
            yield return new ConditionalProblem(
                AtLeastOnce: false,
                ExactlyOnce: false,
                new Problem(TG0310.Rule, "a hot standby follows checkpoints, and the topology keeps none", SpareAlone))
            {
                AtMostOnce = true,
            };
        }

        if (recovery != Recoveries.None)
        {
            yield break;
        }

        string names = Suggestion.List(states.Select(static s => s.Name));
        yield return new ConditionalProblem(
            AtLeastOnce: false,
            ExactlyOnce: true,
            new Problem(
                TG0309.Rule,
                $"Recovery.None leaves state {names} out of checkpoints, so that it begins anew where a task is moved or rewound",
                states.Count == 1 ? "remove Recovery.None, or the state" : "remove Recovery.None, or these states"));
        if (isSpout && messages is null)
        {
            yield return new ConditionalProblem(
                AtLeastOnce: true,
                ExactlyOnce: false,
                new Problem(
                    TG0306.Rule,
                    $"Recovery.None leaves {names}, by which the spout says where to begin again, out of checkpoints, so what is lost cannot be emitted again",
                    "remove Recovery.None, or let an output take a message id"));
        }
    }
}
