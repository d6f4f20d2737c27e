using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using TopoGen.Analyzers.Contracts;
using TopoGen.CodeFixes.Contracts;

namespace TopoGen.Analyzers.Tests.Contracts;

/// <summary>The contract file is created and written anew by what an editor offers.</summary>
public sealed class UpdateContractTests
{
    [Fact]
    public async Task A_topology_without_a_file_offers_to_create_it()
    {
        using var workspace = new FixWorkspace(Sample.WordCount);
        CodeAction action = Assert.Single(await Refactorings(workspace.Project, "class WordCount"));
        Assert.Equal("Create TopoGen.Topology.txt", action.Title);

        Project project = await Apply(workspace.Project, action);

        TextDocument file = Assert.Single(project.AdditionalDocuments);
        Assert.Equal("TopoGen.Topology.txt", file.Name);
        Assert.Empty(await Diagnose(project, (await file.GetTextAsync()).ToString()));
    }

    [Fact]
    public async Task Nothing_is_offered_where_there_is_a_file_or_no_topology_or_a_mistake()
    {
        using var workspace = new FixWorkspace(Sample.WordCount);
        Assert.Empty(await Refactorings(workspace.Project, "class Tally"));
        Assert.Empty(await Refactorings(WithFile(workspace.Project, "# old\n"), "class WordCount"));

        using var broken = new FixWorkspace(Sample.WordCount.Replace("[ShuffleGrouping<Lines>]", "[ShuffleGrouping<Lines>(Stream = \"no\")]", StringComparison.Ordinal));
        Assert.Empty(await Refactorings(broken.Project, "class WordCount"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_fix_writes_what_is_declared(bool all)
    {
        using var former = new FixWorkspace(Sample.WordCount);
        string old = DeclaredContracts.FileOf((await former.Project.GetCompilationAsync())!, CancellationToken.None)!;
        using var workspace = new FixWorkspace(Sample.WordCount.Replace("nameof(Word.Text)", "\"Text\"", StringComparison.Ordinal)
            .Replace("record struct Count(string Word, long Total)", "record struct Count(string Name, long Total)", StringComparison.Ordinal));
        Project project = WithFile(workspace.Project, old);
        Diagnostic diagnostic = Assert.Single(await Diagnose(project, old));
        Assert.Equal("TG0407", diagnostic.Id);

        var fix = new UpdateContractFix();
        CodeAction? action = null;
        Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (registered, _) => action = registered, CancellationToken.None));
        if (all)
        {
            action = await fix.GetFixAllProvider().GetFixAsync(new FixAllContext(
                document, fix, FixAllScope.Solution, action!.EquivalenceKey, ["TG0407"], new FixWorkspace.DiagnosticSource(), CancellationToken.None));
        }

        Project after = await Apply(project, action!);
        string text = (await Assert.Single(after.AdditionalDocuments).GetTextAsync()).ToString();
        Assert.Contains("tuple Samples.WordCount.Count(Name: string, Total: long)", text, StringComparison.Ordinal);
        Assert.Empty(await Diagnose(after, text));
    }

    private static Project WithFile(Project project, string text)
        => project.AddAdditionalDocument("TopoGen.Topology.txt", SourceText.From(text), filePath: "/project/TopoGen.Topology.txt").Project;

    private static async Task<List<CodeAction>> Refactorings(Project project, string at)
    {
        Document document = project.Documents.Single(static d => d.Name != FixWorkspace.Usings);
        int start = (await document.GetTextAsync()).ToString().IndexOf(at, StringComparison.Ordinal) + "class ".Length;
        var offered = new List<CodeAction>();
        await new CreateContractRefactoring().ComputeRefactoringsAsync(
            new CodeRefactoringContext(document, new TextSpan(start, 0), offered.Add, CancellationToken.None));
        return offered;
    }

    private static async Task<Project> Apply(Project project, CodeAction action)
        => (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    private static async Task<Diagnostic[]> Diagnose(Project project, string contract)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        SyntaxTree[] trees = await Task.WhenAll(project.Documents.Select(static async document => (await document.GetSyntaxTreeAsync())!));
        AnalyzerRun run = await AnalyzerRun.Of(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees), [new ContractAnalyzer()], contract);
        return [.. run.Analyzers];
    }
}
