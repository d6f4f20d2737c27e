using System.Collections.Immutable;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>
/// The command <c>rebalance</c>: spreads the tasks evenly anew, over another number of workers or with another number of tasks
/// where that is asked for. State is kept in memory, so tasks that move lose it: that has to be accepted.
/// </summary>
internal sealed class RebalanceCommand(CommandContext context) : DesiredCommand(context)
{
    protected override string Already => "is balanced already";

    protected override DesiredState Change(DesiredState wanted)
    {
        ImmutableSortedDictionary<string, int> parallelism = wanted.Parallelism;
        foreach ((string name, int tasks) in Context.Settings.GivenComponents(Context.Definition))
        {
            parallelism = parallelism.SetItem(name, tasks);
        }

        CheckPlan(parallelism);
        CheckPositions(wanted.Parallelism, parallelism);
        CheckState(parallelism);
        return wanted with
        {
            Rebalance = wanted.Rebalance + 1,
            Parallelism = parallelism,
            Workers = Context.Invocation.Workers switch
            {
                null => wanted.Workers,
                0 => null,
                var number => number,
            },
        };
    }

    protected override string Done(DesiredState wanted) => $"is spread anew: {DesiredText.Of(wanted)}";

    /// <summary>A number of tasks that a component cannot have is a mistake now, not one that a leader finds later.</summary>
    private void CheckPlan(ImmutableSortedDictionary<string, int> parallelism)
    {
        var options = new EngineOptions();
        foreach ((string name, int tasks) in parallelism)
        {
            options.Components[name] = tasks;
        }

        TopologyPlan.Create(Context.Definition, options);
    }

    /// <summary>A spout's tasks share its input by their number: with another number, the positions they have come to mean something else.</summary>
    private void CheckPositions(ImmutableSortedDictionary<string, int> before, ImmutableSortedDictionary<string, int> after)
    {
        foreach (ComponentDefinition spout in Context.Definition.Components.Where(c => c.PositionStep > 0))
        {
            int had = before.GetValueOrDefault(spout.Name, spout.Parallelism);
            int gets = after.GetValueOrDefault(spout.Name, spout.Parallelism);
            if (had != gets)
            {
                throw new TopologyInputException(
                    $"{Context.Topology}: spout {spout.Name} has {Plans.PlanNames.Count(had, "task")} with a [Position], which would mean something else with {gets}; stop the topology (kill), and run it with --component {spout.Name}={gets}.");
            }
        }
    }

    private void CheckState(ImmutableSortedDictionary<string, int> parallelism)
    {
        string[] stateful =
        [
            .. Context.Definition.Components
                .Where(c => c.LosesState && c.Recovery != Recovery.None && parallelism.GetValueOrDefault(c.Name, c.Parallelism) > 0)
                .Select(c => c.Name),
        ];
        if (stateful.Length > 0 && !Context.Definition.KeepsEpochs && !Context.Invocation.AcceptLoss)
        {
            throw new TopologyInputException(
                $"{Context.Topology}: tasks that move lose their [State], which is kept in memory: {string.Join(", ", stateful)}; give --accept-loss to rebalance all the same.");
        }
    }
}
