using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace TopoGen.Analyzers.Tests;

/// <summary>While people type, programs are wrong in every way; rules bear it all.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Rounds = 2_000;

    [Fact]
    public async Task No_rule_breaks_on_random_deletions_and_duplications_of_tokens()
    {
        int seed = TestSeed.Take();
        output.WriteLine($"{TestSeed.Variable}={seed}");
        (Compilation Program, GeneratorDriver Driver)[] originals = [.. ValidPrograms.All()
            .Select(static program => (Compilation)TestCompilation.Create(program.Sources))
            .Select(static program => (program, AnalyzerRun.Driver().RunGenerators(program)))];
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForAsync(0, Rounds, async (round, _) =>
        {
            // Each round has a seed of its own, so that it is the same whichever thread takes it.
            var random = new Random(unchecked(seed + round));
            (Compilation original, GeneratorDriver driver) = originals[random.Next(originals.Length)];
            (SyntaxTree tree, string mutated) = new TokenMutator(random).Mutate(original);
            SyntaxTree file = TestCompilation.Parse(mutated, tree.FilePath);
            IEnumerable<Diagnostic> diagnostics = await AnalyzerRun.OfFile(driver, original.ReplaceSyntaxTree(tree, file), file);
            if (diagnostics.FirstOrDefault(IsFailure) is { } failure)
            {
                failures.Enqueue($"{failure}\n{TestSeed.Variable}={seed}, round {round}:\n{mutated}");
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {Rounds} failed, among them:\n{failures.FirstOrDefault()}");
    }

    /// <summary>AD0001: an analyzer threw. TG0901: the generator did.</summary>
    private static bool IsFailure(Diagnostic diagnostic)
        => diagnostic.Id is "AD0001" or "TG0901" || diagnostic.GetMessage(null).Contains("the generator failed", StringComparison.Ordinal);
}
