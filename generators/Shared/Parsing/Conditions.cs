using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What is wrong with a component in topologies of some delivery only; what is an error, the runtime refuses at start.</summary>
internal static class Conditions
{
    private static readonly DiagnosticDescriptor[] Rules = [TG0107.Rule, TG0306.Rule, TG0308.Rule, TG0309.Rule, TG0310.Rule, TG0402.Rule];

    /// <param name="attribute">The component's.</param>
    /// <param name="isSpout">Else it is a bolt.</param>
    /// <param name="states">What it keeps.</param>
    /// <param name="unkept">Why states of it cannot be part of a checkpoint.</param>
    /// <param name="manual">Handlers that ack by hand.</param>
    /// <param name="messages">How a spout names its messages, or null.</param>
    public static List<(ConditionalProblem Condition, Location? At)> Of(
        AttributeData attribute, bool isSpout, IReadOnlyList<StateModel> states, IEnumerable<Finding> unkept, IEnumerable<Finding> manual, MessageModel? messages)
    {
        string recovery = Recoveries.Of(attribute);
        var conditions = new List<(ConditionalProblem, Location?)>();
        if (recovery != Recoveries.None)
        {
            conditions.AddRange(unkept.Select(static f => (new ConditionalProblem(AtLeastOnce: true, ExactlyOnce: true, f.Problem), f.At)));
        }

        conditions.AddRange(manual.Select(static f => (new ConditionalProblem(AtLeastOnce: false, ExactlyOnce: true, f.Problem), f.At)));
        if (messages is { HasFail: false })
        {
            Problem unheard = new Problem(
                TG0107.Rule,
                "its messages that fail are never emitted again, because it does not hear of them",
                $"declare 'void Fail({messages.Id.ShortName.TrimEnd('?')} messageId, FailReason reason)', which emits the message again")
                .With(ProblemKeys.Missing, messages.HasAck ? "Fail" : "Ack,Fail")
                .With(ProblemKeys.Type, messages.Id.FullName);
            conditions.Add((new ConditionalProblem(AtLeastOnce: true, ExactlyOnce: false, unheard), null));
        }

        if (states.Count > 0)
        {
            conditions.AddRange(RecoveryChecks.Conditions(recovery, isSpout, states, messages).Select(condition => (condition, Spot.Argument(attribute, "Recovery"))));
        }
        else if (isSpout)
        {
            conditions.Add((
                new ConditionalProblem(
                    AtLeastOnce: messages is null,
                    ExactlyOnce: true,
                    new Problem(
                        TG0306.Rule,
                        "the spout does not say where to begin again, so what is lost cannot be emitted again",
                        "mark how far it has come with [Position] or [State], and seek there in Open; with Delivery.AtLeastOnce an output that takes a message id does as well")),
                null));
        }

        return conditions;
    }

    /// <summary>What the generator has written on a component of another project. Rules of a newer one are not known here.</summary>
    public static IEnumerable<ConditionalProblem> Written(INamedTypeSymbol component)
    {
        foreach (AttributeData attribute in component.GetAttributes().Where(static a => TypeNames.Is(a.AttributeClass, KnownNames.NotForAttribute)))
        {
            if (attribute.ConstructorArguments is [{ Value: int delivery }, { Value: string id }, { Value: string reason }, { Value: string advice }]
                && delivery >= 0 && delivery < Deliveries.All.Count
                && Array.Find(Rules, rule => rule.Id == id) is { } rule)
            {
                string name = Deliveries.All[delivery];
                yield return new ConditionalProblem(name == Deliveries.AtLeastOnce, name == Deliveries.ExactlyOnce, new Problem(rule, reason, advice)) { AtMostOnce = name == Deliveries.AtMostOnce };
            }
        }
    }
}
