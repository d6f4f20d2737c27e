namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Programs that are nearly wrong, and right: two for each rule, and the page of the rule has another one.</summary>
internal static class NearMisses
{
    public static IReadOnlyList<NearMiss> All { get; } =
    [
        .. ShapeNearMisses.All,
        .. WiringNearMisses.All,
        .. DataNearMisses.All,
        .. ContractNearMisses.All,
    ];
}
