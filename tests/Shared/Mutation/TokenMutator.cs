using Microsoft.CodeAnalysis;

namespace TopoGen.Tests;

/// <summary>Makes of a program what stands in the editor while people type: tokens are missing, or there twice.</summary>
internal sealed class TokenMutator(Random random)
{
    /// <summary>One file of a compilation with one to three tokens deleted or doubled. The first file has only usings, and stays.</summary>
    public (SyntaxTree Tree, string Text) Mutate(Compilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees.ElementAt(1 + random.Next(compilation.SyntaxTrees.Count() - 1));
        string mutated = tree.ToString();
        for (int i = random.Next(3); i >= 0; i--)
        {
            SyntaxToken[] tokens = TestCompilation.Parse(mutated, "").GetRoot().DescendantTokens().Where(static t => t.FullSpan.Length > 0).ToArray();
            SyntaxToken token = tokens[random.Next(tokens.Length)];
            string text = token.ToFullString();
            mutated = mutated.Remove(token.FullSpan.Start, token.FullSpan.Length)
                .Insert(token.FullSpan.Start, random.Next(3) == 0 ? text + " " + text : "");
        }

        return (tree, mutated);
    }
}
