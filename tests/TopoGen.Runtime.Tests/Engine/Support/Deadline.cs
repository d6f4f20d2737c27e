namespace TopoGen.Runtime.Tests.Engine;

/// <summary>How long anything in these tests may take before it counts as stuck. Nothing waits for it in a passing run.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds that other threads bring about.</summary>
    public static void Until(Func<bool> condition, string what)
        => Assert.True(SpinWait.SpinUntil(condition, Limit), $"Did not happen in {Limit.TotalSeconds} s: {what}.");
}
