using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;

namespace TopoGen.Analyzers.Tests;

/// <summary>A program in a workspace, with the generator at work in it, so that fixes see what they see in an editor.</summary>
internal sealed class FixWorkspace : IDisposable
{
    public const string Usings = "Usings.cs";

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);

    public FixWorkspace(params string[] sources)
    {
        CSharpCompilation compilation = TestCompilation.Create(sources);
        var id = ProjectId.CreateNewId();
        Project = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                id,
                VersionStamp.Default,
                compilation.AssemblyName!,
                compilation.AssemblyName!,
                LanguageNames.CSharp,
                compilationOptions: compilation.Options,
                parseOptions: TestCompilation.ParseOptions,
                metadataReferences: compilation.References,
                analyzerReferences: [new GeneratorReference()]))
            .GetProject(id)!;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Project = Project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project;
        }
    }

    public Project Project { get; }

    /// <summary>What the generator and the analyzers say of a rule, by file and place.</summary>
    public static async Task<List<Diagnostic>> Diagnose(Project project, params string[] ids)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        SyntaxTree[] trees = await Task.WhenAll(project.Documents.Select(static async document => (await document.GetSyntaxTreeAsync())!));
        AnalyzerRun run = await AnalyzerRun.Of(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees));
        return
        [
            .. run.InEditor
                .Where(diagnostic => ids.Contains(diagnostic.Id))
                .Select(diagnostic => InTree(diagnostic, trees))
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>A generator knows paths only; an editor finds the document all the same.</summary>
    private static Diagnostic InTree(Diagnostic diagnostic, SyntaxTree[] trees)
        => diagnostic.Location.SourceTree is not null
            ? diagnostic
            : Diagnostic.Create(
                diagnostic.Descriptor,
                Location.Create(trees.Single(tree => tree.FilePath == Check.PathOf(diagnostic)), diagnostic.Location.SourceSpan),
                diagnostic.Properties);

    /// <summary>Answers fix-all.</summary>
    public sealed class DiagnosticSource : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await Diagnose(project, [.. Toolbox.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds)]);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
