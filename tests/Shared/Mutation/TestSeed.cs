using System.Globalization;

namespace TopoGen.Tests;

/// <summary>The seed of a random test: new each time, or given to repeat a failure.</summary>
internal static class TestSeed
{
    /// <summary>Set to a number to repeat a failure.</summary>
    public const string Variable = "TOPOGEN_SEED";

    public static int Take()
        => int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
}
