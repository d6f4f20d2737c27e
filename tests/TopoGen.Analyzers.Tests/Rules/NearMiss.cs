namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>A program that is nearly wrong, and right.</summary>
/// <param name="Rule">The rule that it nearly breaks.</param>
/// <param name="Program">All of it.</param>
/// <param name="Contract">What its <c>TopoGen.Topology.txt</c> says; null where it has none.</param>
public sealed record NearMiss(string Rule, string Program, string? Contract = null)
{
    /// <param name="rule">The rule that it nearly breaks.</param>
    /// <param name="members">What the topology of <see cref="Sample.WithBolt"/> holds beside its spouts.</param>
    public static NearMiss Bolt(string rule, string members) => new(rule, Sample.WithBolt(members));

    /// <param name="rule">The rule that it nearly breaks.</param>
    /// <param name="declarations">What a program holds beside a tuple <c>T(int N)</c>.</param>
    public static NearMiss OfProgram(string rule, string declarations)
        => new(rule, "using TopoGen; namespace Samples { [StreamTuple] public readonly partial record struct T(int N); " + declarations + " }");
}
