using System.Collections.Immutable;
using System.Globalization;
using TopoGen.Hosting.Plans;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>The last line of a run.</summary>
internal static class RunSummary
{
    /// <param name="definition">The topology.</param>
    /// <param name="how">How it ended: "completed".</param>
    /// <param name="elapsed">How long it ran.</param>
    /// <param name="counters">At the end; those of bolts are summed.</param>
    public static string Of(TopologyDefinition definition, string how, TimeSpan elapsed, ImmutableArray<ComponentSnapshot> counters)
    {
        IEnumerable<ComponentSnapshot> bolts = counters
            .Where(s => definition.Components.Any(c => c.Name == s.Component && c.Kind == ComponentKind.Bolt));
        (long executed, long failed) = bolts.Aggregate((0L, 0L), (sum, b) => (sum.Item1 + b.Executed, sum.Item2 + b.Failed));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{definition.Name} {how} in {elapsed.TotalSeconds:0.00} s: {PlanNames.Count(executed, "tuple")} executed, {failed:N0} failed");
    }
}
