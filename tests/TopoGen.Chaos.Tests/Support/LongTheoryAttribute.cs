namespace TopoGen.Chaos.Tests;

/// <summary>A test that takes minutes; skipped where nobody asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongTheoryAttribute : TheoryAttribute
{
    /// <summary>Has to be 1 in the environment.</summary>
    public const string Variable = "TOPOGEN_LONG_CHAOS";

    public LongTheoryAttribute()
        => Skip = Environment.GetEnvironmentVariable(Variable) == "1" ? null : $"takes minutes; set {Variable}=1 to run it";
}
