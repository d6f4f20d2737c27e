using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>Problems of the whole come while one file is analyzed, and the whole is read once.</summary>
public sealed class TopologyMapTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Both = [new DeclarationAnalyzer(), new TopologyAnalyzer()];

    [Fact]
    public async Task A_compilation_is_read_once_whoever_asks()
    {
        var probe = new Probe();
        AnalyzerRun run = await AnalyzerRun.Of(
            TestCompilation.Create([.. Rich.Program, Sample.WithBolt("[Bolt] public sealed partial class Bad { }")]), [.. Both, probe]);

        Assert.Contains(run.Analyzers, static d => d.Id == "TG0102");
        Assert.Contains(run.Analyzers, static d => d.Id == "TG0207");
        Assert.Equal(1, TopologyMap.Of(probe.Compilation!).Readings);
    }

    [Fact]
    public async Task A_program_without_topologies_is_not_read()
    {
        Compilation compilation = TestCompilation.Create("internal static class Program { private static void Main() { } }");
        compilation = compilation.RemoveReferences(compilation.References.Where(static r => r.Display!.Contains("TopoGen", StringComparison.Ordinal)));
        var probe = new Probe();
        AnalyzerRun run = await AnalyzerRun.Of(compilation, [.. Both, probe]);

        Assert.Empty(run.Analyzers);
        Assert.Equal(0, TopologyMap.Of(probe.Compilation!).Readings);
    }

    [Fact]
    public async Task A_cycle_shows_when_only_the_file_that_closes_it_is_analyzed()
    {
        const string Head = "using TopoGen; [StreamTuple] public readonly partial record struct T(int N); [Topology(\"a\")] public sealed partial class A { [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); } }";
        const string B = "using TopoGen; partial class A { [Bolt] public sealed partial class B { [ShuffleGrouping<S>, ShuffleGrouping<C>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); } }";
        const string C = "using TopoGen; partial class A { [Bolt] public sealed partial class C { [ShuffleGrouping<B>] public void Execute(in T t) { } [Output] private partial void Emit(in T t); } }";
        AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(Head, B, C), []);
        SyntaxTree file = run.Output.SyntaxTrees.Single(static tree => tree.FilePath == TestCompilation.PathOf(1));

        ImmutableArray<Diagnostic> found = await run.Output.WithAnalyzers(Both)
            .GetAnalyzerSemanticDiagnosticsAsync(run.Output.GetSemanticModel(file), filterSpan: null, CancellationToken.None);

        Diagnostic cycle = Assert.Single(found);
        Assert.Equal("A.B: this subscription closes a cycle, B -> C -> B; remove one of these subscriptions", cycle.GetMessage(null));
    }

    /// <summary>An editor shows the source of other projects, in which nothing can be reported.</summary>
    [Fact]
    public async Task A_mistake_that_is_inherited_from_another_project_is_reported_at_the_heir()
    {
        Compilation library = TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, "using TopoGen; public abstract class Base { public SpoutStatus Next() => 0; [Tick(\"soon\")] protected void Beat() { } }");
        Compilation program = TestCompilation.Create("using TopoGen; [Topology(\"a\")] public sealed partial class A { [Spout] public sealed partial class S : Base; }")
            .AddReferences(library.ToMetadataReference());

        foreach (BuildOptions options in new[] { new BuildOptions(), BuildOptions.WithoutAnalyzers })
        {
            AnalyzerRun run = await AnalyzerRun.Of(program, Both, options);

            Diagnostic found = Assert.Single(run.Generator.Concat(run.Analyzers));
            Assert.Equal("A.S: interval 'soon' of tick 'Beat' is not valid; write a positive number and a unit: \"250ms\", \"1s\", \"5m\", \"1h\"", found.GetMessage(null));
            Assert.Equal(TestCompilation.PathOf(0), Check.PathOf(found));
        }
    }

    [Fact]
    public async Task Without_analyzers_the_generator_says_it_all()
    {
        Compilation compilation = TestCompilation.Create(Sample.WithBolt("[Bolt] public sealed partial class Bad { }"));
        AnalyzerRun usual = await AnalyzerRun.Of(compilation, Both);
        AnalyzerRun without = await AnalyzerRun.Of(compilation, Both, BuildOptions.WithoutAnalyzers);

        Assert.Empty(usual.Generator);
        Assert.Empty(without.Analyzers);
        Assert.Equal(
            usual.Analyzers.Select(static d => $"{d.Id} {d.Location.SourceSpan} {d.GetMessage(null)}").Order(),
            without.Generator.Select(static d => $"{d.Id} {d.Location.SourceSpan} {d.GetMessage(null)}").Order());
    }

    /// <summary>Sees which compilation analyzers are given: a copy of that which a test made.</summary>
#pragma warning disable RS1001 // No compiler is to load it.
    private sealed class Probe : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        public Compilation? Compilation { get; private set; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new DeclarationAnalyzer().SupportedDiagnostics[0]];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterCompilationAction(end => Compilation = end.Compilation);
        }
    }
}
