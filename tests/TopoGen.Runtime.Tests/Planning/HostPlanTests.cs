using System.Collections.Immutable;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Planning;

public sealed class HostPlanTests
{
    /// <summary>A goes to all of B, and B to the first of C.</summary>
    [Theory]
    [InlineData("1|23|45", "1", "2 3")]
    [InlineData("1|23|45", "2", "1 4")]
    [InlineData("1|23|45", "4", "2 3")]
    [InlineData("1|23|45", "5", "")]
    [InlineData("1|23|45", "6", "")]
    [InlineData("1|11|1", "1", "")]
    public void Peers_are_those_with_whom_there_are_channels(string placed, string self, string expected)
        => Assert.Equal(expected, string.Join(' ', Plan(placed, self, Delivery.AtMostOnce).Peers().Order(StringComparer.Ordinal)));

    [Fact]
    public void Whoever_acks_has_a_channel_to_the_spout()
        => Assert.Equal(["2", "3", "4", "5"], Plan("1|23|45", "1", Delivery.AtLeastOnce).Peers().Order(StringComparer.Ordinal));

    private static HostPlan Plan(string placed, string self, Delivery delivery)
    {
        ImmutableArray<ComponentDefinition> components =
        [
            Definitions.Spout("A", hasMessages: true),
            Definitions.Bolt("B", 2, Definitions.From("A")),
            Definitions.Bolt("C", 2, Definitions.From("B", Grouping.Global<DagTuple>())),
        ];
        return new HostPlan(
            [
                .. placed.Split('|').Zip(components, (tasks, definition) => new HostComponent(
                    definition, [.. tasks.Select(worker => new TaskPlace($"{worker}", "h", $"{worker}" == self ? 0 : -1, 1))])),
            ],
            ["1", "2", "3", "4", "5", "6"],
            self,
            delivery);
    }
}
