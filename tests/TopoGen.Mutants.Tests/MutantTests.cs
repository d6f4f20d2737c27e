using TopoGen.Simulation.Tests;
using Xunit.Abstractions;

namespace TopoGen.Mutants.Tests;

/// <summary>
/// A simulation that finds nothing proves something only if it finds what is there: with each rule of the protocol broken by itself, some
/// seed fails.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    /// <summary>So many seeds of each oracle; most mutants are found by the first few.</summary>
    private const int Most = 400;

    public static TheoryData<string> All => [.. Enum.GetNames<Mutant>().Where(static name => name != nameof(Mutant.None)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void Broken_rule_is_found(string name)
    {
        Mutant mutant = Enum.Parse<Mutant>(name);
        Assert.True(!Broken.Problems.TryGetValue(mutant, out string? problem), $"Mutants/{name}.txt does not fit the sources any more. {problem}");
        Assert.True(Victims.Of.TryGetValue(mutant, out Victim? victim), $"Nothing says what {name} is to be found with: add it to Victims.");
        string? found = null;
        for (ulong seed = 1; found is null && seed <= Most; seed++)
        {
            foreach (Oracle oracle in victim.Oracles)
            {
                found ??= Find(mutant, victim, seed, oracle);
            }
        }

        Assert.True(found is not null, $"Nobody finds {name} in {Most} seeds of {string.Join(", ", victim.Oracles)}.");
        output.WriteLine(found);
    }

    /// <summary>What is compiled here is the runtime, as long as no rule is broken.</summary>
    [Fact]
    public void Without_a_mutant_nothing_is_found()
    {
        foreach (Oracle oracle in Enum.GetValues<Oracle>())
        {
            output.WriteLine(History.Run(1, Disturbances.All, oracle));
        }
    }

    /// <summary>What the simulator says; without the mutant it must say nothing.</summary>
    private static string? Find(Mutant mutant, Victim victim, ulong seed, Oracle oracle)
    {
        try
        {
            Broken.While(mutant, () => victim.Run(seed, oracle));
            return null;
        }
        catch (Exception exception)
        {
            victim.Run(seed, oracle);
            return $"Seed {seed} of {oracle}: {exception.Message.Split('\n')[0]}";
        }
    }
}
