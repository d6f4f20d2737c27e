using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Tests;

/// <summary>One run of the generator and of all analyzers over some files, as an editor does it.</summary>
internal sealed class AnalyzerRun
{
    private AnalyzerRun(Compilation input, Compilation output, ImmutableArray<Diagnostic> generator, ImmutableArray<Diagnostic> analyzers)
    {
        Output = output;
        Generator = generator;
        Analyzers = analyzers;
        Compiler =
        [
            .. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
                && !(diagnostic.Id is "CS1591" or "CS1573" && diagnostic.Location.SourceTree is { } tree && input.SyntaxTrees.Contains(tree))),
        ];
    }

    /// <summary>The input with the generated files.</summary>
    public Compilation Output { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Generator { get; }

    /// <summary>What the analyzers reported, crashes (AD0001) included.</summary>
    public ImmutableArray<Diagnostic> Analyzers { get; }

    /// <summary>Errors and warnings of the compiler; user code need not be documented.</summary>
    public ImmutableArray<Diagnostic> Compiler { get; }

    /// <summary>What an editor shows.</summary>
    public IEnumerable<Diagnostic> InEditor => Generator.Concat(Analyzers).Concat(Compiler);

    /// <summary>
    /// What a build prints: with an error in a declaration the compiler stops before it asks the analyzers, but the generator has spoken by then.
    /// </summary>
    public IEnumerable<Diagnostic> OnCommandLine
        => Output.GetDeclarationDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsWarningAsError)
            ? Generator.Concat(Compiler)
            : InEditor;

    public static GeneratorDriver Driver()
        => CSharpGeneratorDriver.Create([new TopoGenGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);

    /// <summary>
    /// What the generator and the analyzers say of one file, as an editor asks while it is typed: the driver goes on from an earlier version of the program.
    /// </summary>
    public static async Task<IEnumerable<Diagnostic>> OfFile(GeneratorDriver driver, Compilation edited, SyntaxTree file)
    {
        GeneratorDriver next = driver.RunGeneratorsAndUpdateCompilation(edited, out Compilation output, out _);
        GeneratorRunResult result = next.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        AnalysisResult analysis = await output
            .WithAnalyzers(Toolbox.Analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([], new BuildOptions()), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalysisResultAsync(output.GetSemanticModel(file), filterSpan: null, CancellationToken.None);
        return result.Diagnostics.Concat(analysis.GetAllDiagnostics());
    }

    public static Task<AnalyzerRun> Of(params string[] sources) => Of(TestCompilation.Create(sources));

    public static Task<AnalyzerRun> Of(Compilation compilation) => Of(compilation, Toolbox.Analyzers);

    public static Task<AnalyzerRun> Of(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
        => Of(compilation, analyzers, new BuildOptions());

    /// <param name="compilation">The program.</param>
    /// <param name="analyzers">Those to ask.</param>
    /// <param name="contract">What its <c>TopoGen.Topology.txt</c> says; null where it has none.</param>
    public static Task<AnalyzerRun> Of(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, string? contract)
        => Of(compilation, analyzers, new BuildOptions(), contract);

    public static async Task<AnalyzerRun> Of(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, BuildOptions options, string? contract = null)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new TopoGenGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions, optionsProvider: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return new AnalyzerRun(compilation, output, result.Diagnostics, await Analyze(output, analyzers, new AnalyzerOptions(contract is null ? [] : [new ContractText(contract)], options)));
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation output, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
        => analyzers.IsEmpty
            ? []
            : await output.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
                options,
                onAnalyzerException: null,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false)).GetAnalyzerDiagnosticsAsync();
}
