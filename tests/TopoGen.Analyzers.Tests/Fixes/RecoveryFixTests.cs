namespace TopoGen.Analyzers.Tests.Fixes;

/// <summary>Fixes of what a component has in reserve.</summary>
public sealed class RecoveryFixTests
{
    [Fact]
    public Task State_of_an_exactly_once_topology_is_kept() => Fix.Turns(
        "TG0309",
        Shop.With(Counting("First", "[Bolt(Recovery = Recovery.None)]") + "\n\n" + Counting("Second", "[Bolt(Parallelism = 2, Recovery = Recovery.None)]"), "ExactlyOnce"),
        Shop.With(Counting("First", "[Bolt]") + "\n\n" + Counting("Second", "[Bolt(Parallelism = 2)]"), "ExactlyOnce"));

    [Fact]
    public Task A_spare_that_has_nothing_to_follow_is_one_without_state() => Fix.Turns(
        "TG0310",
        Shop.With(Counting("First", "[Bolt(Recovery = Recovery.HotStandby)]") + "\n\n" + Shop.Reader.Replace("[Bolt]", "[Bolt(Recovery = global::TopoGen.Recovery.HotStandby, Parallelism = 2)]", StringComparison.Ordinal)),
        Shop.With(Counting("First", "[Bolt(Recovery = Recovery.Standby)]") + "\n\n" + Shop.Reader.Replace("[Bolt]", "[Bolt(Recovery = global::TopoGen.Recovery.Standby, Parallelism = 2)]", StringComparison.Ordinal)));

    [Fact]
    public Task A_spare_that_is_named_elsewhere_is_left_to_the_user() => Fix.IsNotOffered(
        "TG0310",
        Shop.With("    private const Recovery Spare = Recovery.HotStandby;\n\n" + Shop.Reader.Replace("[Bolt]", "[Bolt(Recovery = Spare)]", StringComparison.Ordinal)));

    private static string Counting(string name, string attribute) => $$"""
            {{attribute}}
            public sealed partial class {{name}}
            {
                [State] private long _sum;

                [ShuffleGrouping<Source>]
                public void Execute(in Word word) => _sum += word.Length;
            }
        """;
}
