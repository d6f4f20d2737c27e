using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators.Tests;

/// <summary>One run of the generator over some files, with what came out of it.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation input, Compilation output)
    {
        Driver = driver;
        Input = input;
        Output = output;
        Result = driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    /// <summary>The input with the generated files.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public IEnumerable<string> HintNames => Result.GeneratedSources.Select(static s => s.HintName);

    /// <summary>
    /// Warnings and errors of the compiler in all files, and of the rules, which the generator reports for a project without analyzers; user code need
    /// not be documented.
    /// </summary>
    public ImmutableArray<Diagnostic> Diagnostics
        =>
        [
            .. Result.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning),
            .. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning
                && !(d.Id is "CS1591" or "CS1573" && d.Location.SourceTree is { } tree && Input.SyntaxTrees.Contains(tree))),
        ];

    public static GeneratorRun Of(params string[] sources) => Of(TestCompilation.Create(sources));

    /// <summary>As in most projects: rules are left to analyzers.</summary>
    public static GeneratorRun WithAnalyzers(params string[] sources) => Of(TestCompilation.Create(sources), new BuildOptions());

    public static GeneratorRun Of(Compilation compilation) => Of(compilation, BuildOptions.WithoutAnalyzers);

    private static GeneratorRun Of(Compilation compilation, BuildOptions options)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new TopoGenGenerator().AsSourceGenerator()],
            parseOptions: TestCompilation.ParseOptions,
            optionsProvider: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Advance(driver, compilation);
    }

    /// <summary>Runs again, after an edit.</summary>
    public GeneratorRun Again(Compilation edited) => Advance(Driver, edited);

    public string Source(string hintName) => Result.GeneratedSources.Single(s => s.HintName == hintName).SourceText.ToString();

    /// <summary>Asserts that everything compiles without a warning.</summary>
    /// <param name="except">Rules that the program breaks on purpose.</param>
    public GeneratorRun IsClean(params string[] except)
    {
        ImmutableArray<Diagnostic> diagnostics = [.. Diagnostics.Where(d => !except.Contains(d.Id))];
        if (!diagnostics.IsEmpty)
        {
            Assert.Fail(string.Join("\n", diagnostics) + "\n" + Text());
        }

        return this;
    }

    /// <summary>All generated files but codecs, which have tests of their own.</summary>
    public string Text()
        => string.Join("\n", Result.GeneratedSources
            .Where(static s => !s.HintName.EndsWith(".Tuple.g.cs", StringComparison.Ordinal))
            .OrderBy(static s => s.HintName, StringComparer.Ordinal)
            .Select(static s => $"// ==== {s.HintName}\n{s.SourceText}"));

    private static GeneratorRun Advance(GeneratorDriver driver, Compilation compilation)
    {
        GeneratorDriver next = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorRun(next, compilation, output);
    }
}
