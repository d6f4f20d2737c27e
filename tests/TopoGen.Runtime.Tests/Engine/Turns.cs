namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Limits of turns that do not depend on how long they take.</summary>
internal static class Turns
{
    public static TurnLimits Of(int budget) => new(budget, Long: long.MaxValue, Short: long.MinValue, Quick: long.MaxValue);
}
