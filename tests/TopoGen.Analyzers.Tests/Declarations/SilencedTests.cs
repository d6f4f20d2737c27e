using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>What is silenced in the code stays silent, whoever reports it.</summary>
public sealed class SilencedTests
{
    private const string Global = "[Bolt(Parallelism = 2)] public sealed partial class Bad { [GlobalGrouping<Lines>] public void Execute(in Line line) { } }";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Both = [new DeclarationAnalyzer(), new TopologyAnalyzer()];

    [Theory]
    [InlineData(Global, true)]
    [InlineData("#pragma warning disable TG0208 // Another component needs both tasks.\n" + Global + "\n#pragma warning restore TG0208\n", false)]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"TopoGen.Wiring\", \"TG0208\", Justification = \"Another component needs both tasks.\")] " + Global, false)]
    [InlineData("#pragma warning disable TG0208\n#pragma warning restore TG0208\n" + Global, true)]
    public async Task What_silences_analyzers_silences_the_generator(string bolt, bool isTold)
    {
        Compilation compilation = TestCompilation.Create(Sample.WithBolt(bolt));
        foreach (BuildOptions options in new[] { new BuildOptions(), BuildOptions.WithoutAnalyzers })
        {
            AnalyzerRun run = await AnalyzerRun.Of(compilation, Both, options);

            Assert.Equal(isTold, run.InEditor.Any(static d => d.Id == "TG0208" && !d.IsSuppressed));
        }
    }

    [Fact]
    public async Task An_editorconfig_counts_for_the_generator_as_for_analyzers()
    {
        Compilation compilation = TestCompilation.Create(Sample.WithBolt(Global));
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new WithoutGlobal()));
        foreach (BuildOptions options in new[] { new BuildOptions(), BuildOptions.WithoutAnalyzers })
        {
            AnalyzerRun run = await AnalyzerRun.Of(compilation, Both, options);

            Assert.DoesNotContain(run.InEditor, static d => d.Id == "TG0208");
        }
    }

    /// <summary>Files that share a path cannot be told apart; then a report keeps the place that a build prints.</summary>
    [Fact]
    public async Task A_path_that_two_files_have_still_shows_the_place()
    {
        string program = Sample.WithBolt(Global);
        Compilation compilation = TestCompilation.Create(program).AddSyntaxTrees(TestCompilation.Parse("// Another one.", TestCompilation.PathOf(0)));

        AnalyzerRun run = await AnalyzerRun.Of(compilation, Both, BuildOptions.WithoutAnalyzers);

        Diagnostic found = Assert.Single(run.Generator, static d => d.Id == "TG0208");
        Assert.Equal(LocationKind.ExternalFile, found.Location.Kind);
        Assert.Equal("2", program.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal(TestCompilation.PathOf(0), Check.PathOf(found));
    }

    /// <summary><c>dotnet_diagnostic.TG0208.severity = none</c> for one file.</summary>
    private sealed class WithoutGlobal : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Suppress;
            return diagnosticId == "TG0208" && tree.FilePath == TestCompilation.PathOf(0);
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
