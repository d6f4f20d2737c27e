using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TopoGen.Analyzers.Tests;

/// <summary>Applies code fixes as an editor does, one by one and all at once, and compiles what comes out.</summary>
internal static class Fix
{
    /// <summary>More rounds than any test has diagnostics: a fix that does not fix would go on for ever.</summary>
    private const int MostRounds = 20;

    /// <summary>
    /// The fixes of a rule turn one program into another, which has exactly the marked diagnostics left: when they are applied one after another, and
    /// when all are applied at once.
    /// </summary>
    /// <param name="id">The rule.</param>
    /// <param name="before">What is fixed; marks in it are ignored.</param>
    /// <param name="after">What comes out.</param>
    /// <param name="title">A part of the title of the fix to choose, where there are several; by default the first.</param>
    /// <param name="all">Whether fix-all is tried as well.</param>
    public static Task Turns(string id, string before, string after, string? title = null, bool all = true)
        => TurnsFiles(id, [before], [after], title, all);

    /// <inheritdoc cref="Turns"/>
    public static async Task TurnsFiles(string id, string[] before, string[] after, string? title = null, bool all = true)
    {
        using var workspace = new FixWorkspace([.. before.Select(static text => Markup.Parse(text).Text)]);
        string[] expected = [.. after.Select(static text => Markup.Parse(text).Text)];
        Project one = await EachByItself(workspace.Project, id, title);
        await AssertFiles(expected, one);
        if (all)
        {
            Project together = await AllTogether(workspace.Project, id, title);
            await AssertFiles(expected, together);
        }

        await Check.Files(after);
    }

    /// <summary>The rule fires, and no fix is offered.</summary>
    public static async Task IsNotOffered(string id, string source)
    {
        using var workspace = new FixWorkspace([Markup.Parse(source).Text]);
        List<Diagnostic> diagnostics = await FixWorkspace.Diagnose(workspace.Project, id);
        Assert.NotEmpty(diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.Empty(await Offered(workspace.Project, diagnostic));
        }
    }

    private static async Task<Project> EachByItself(Project project, string id, string? title)
    {
        for (int round = 0; ; round++)
        {
            Assert.True(round < MostRounds, $"{id} does not go away by its fix.");
            (CodeAction Action, CodeFixProvider Provider)? chosen = null;
            List<Diagnostic> diagnostics = await FixWorkspace.Diagnose(project, id);
            foreach (Diagnostic diagnostic in diagnostics)
            {
                chosen ??= Choose(await Offered(project, diagnostic), title);
            }

            if (chosen is not { } fix)
            {
                Assert.True(round > 0, diagnostics.Count == 0 ? $"{id} does not fire." : $"No fix of {id} is offered.");
                return project;
            }

            project = await Apply(project, fix.Action);
        }
    }

    private static async Task<Project> AllTogether(Project project, string id, string? title)
    {
        List<Diagnostic> diagnostics = await FixWorkspace.Diagnose(project, id);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (Choose(await Offered(project, diagnostic), title) is not { } fix)
            {
                continue;
            }

            FixAllProvider? provider = fix.Provider.GetFixAllProvider();
            Assert.NotNull(provider);
            var context = new FixAllContext(
                project.GetDocument(diagnostic.Location.SourceTree)!,
                fix.Provider,
                FixAllScope.Solution,
                fix.Action.EquivalenceKey,
                [id],
                new FixWorkspace.DiagnosticSource(),
                CancellationToken.None);
            CodeAction? action = await provider.GetFixAsync(context);
            Assert.NotNull(action);
            return await Apply(project, action);
        }

        Assert.Fail($"No fix of {id} is offered.");
        return project;
    }

    private static async Task<List<(CodeAction Action, CodeFixProvider Provider)>> Offered(Project project, Diagnostic diagnostic)
    {
        var offered = new List<(CodeAction, CodeFixProvider)>();
        Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
        foreach (CodeFixProvider provider in Toolbox.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(
                new CodeFixContext(document, diagnostic, (action, _) => offered.Add((action, provider)), CancellationToken.None));
        }

        Assert.All(offered, static fix => Assert.NotNull(fix.Item1.EquivalenceKey));
        return offered;
    }

    private static (CodeAction Action, CodeFixProvider Provider)? Choose(List<(CodeAction Action, CodeFixProvider Provider)> offered, string? title)
    {
        int index = offered.FindIndex(fix => title is null || fix.Action.Title.Contains(title, StringComparison.Ordinal));
        return index < 0 ? null : offered[index];
    }

    private static async Task<Project> Apply(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>The lines that the other text does not have.</summary>
    private static string Differing(string text, string other)
        => string.Join("\n", text.Split('\n').Except(other.Split('\n')).DefaultIfEmpty("(the same lines in another order, or another number of times)"));

    private static async Task AssertFiles(string[] expected, Project project)
    {
        Document[] documents = [.. project.Documents.Where(static document => document.Name != FixWorkspace.Usings)];
        string[] texts = await Task.WhenAll(documents.Select(static async document => (await document.GetTextAsync()).ToString()));
        Assert.Equal(expected.Length, texts.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.True(expected[i] == texts[i], $"Expected:\n{Differing(expected[i], texts[i])}\nActual:\n{Differing(texts[i], expected[i])}");
        }
    }
}
