using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace TopoGen.Generators.Tests;

/// <summary>While people type, programs are wrong in every way; the generator bears it all.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Rounds = 300;

    [Fact]
    public void Random_deletions_and_duplications_of_tokens_never_break_the_generator()
    {
        int seed = TestSeed.Take();
        output.WriteLine($"{TestSeed.Variable}={seed}");
        var mutator = new TokenMutator(new Random(seed));
        Compilation original = TestCompilation.Create([.. Rich.Program, Views.Program, Sample.WordCount]);
        GeneratorRun run = GeneratorRun.Of(original);
        for (int round = 0; round < Rounds; round++)
        {
            (SyntaxTree tree, string mutated) = mutator.Mutate(original);
            Compilation broken = original.ReplaceSyntaxTree(tree, TestCompilation.Parse(mutated, tree.FilePath));
            string context = $"{TestSeed.Variable}={seed}, round {round}:\n{mutated}";

            run = run.Again(broken);

            Diagnostic? caught = run.Result.Diagnostics.FirstOrDefault(static d => d.GetMessage(null).Contains("the generator failed", StringComparison.Ordinal));
            Assert.True(caught is null, $"{caught}\n{context}");
            Diagnostic? unimplemented = run.Output.GetDeclarationDiagnostics().FirstOrDefault(d => d.Id == "CS8795" && IsOurs(run.Output, d.Location));
            if (unimplemented is not null)
            {
                Assert.Fail($"{unimplemented}\n{context}\n{run.Text()}");
            }
        }
    }

    /// <summary>Whether the mutation left the method an output in a class that can be added to.</summary>
    private static bool IsOurs(Compilation compilation, Location location)
    {
        SyntaxTree tree = location.SourceTree!;
        ISymbol? method = tree.GetRoot().FindToken(location.SourceSpan.Start).Parent is { } node
            ? compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)
            : null;
        return method is not null
            && method.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == "TopoGen.OutputAttribute")
            && TypeShapeParser.Parse(method.ContainingType).CanAddPart;
    }
}
