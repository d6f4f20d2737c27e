using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Benchmarks;

/// <summary>
/// <c>analyze</c>: what each analyzer takes on the largest sample, beside what the compiler takes for it. One thread, in a process that is warm, as a
/// compiler's server and an editor are; medians.
/// </summary>
internal static class AnalyzeCommand
{
    private const int WarmUps = 10;
    private const int Runs = 15;

    /// <summary>No analyzer may take more of the time that the compiler takes.</summary>
    private const double GoalPercent = 5;

    /// <summary>As the SDK writes it for a project with implicit usings.</summary>
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Latest);

    public static async Task<int> RunAsync()
    {
        string sample = LargestSample();
        ImmutableArray<DiagnosticAnalyzer> analyzers = Analyzers();
        string[] files = [Usings, .. Directory.EnumerateFiles(sample, "*.cs").Select(File.ReadAllText)];
        MetadataReference[] references = References();
        var compiler = new List<double>();
        Dictionary<DiagnosticAnalyzer, List<double>> each = analyzers.ToDictionary(static analyzer => analyzer, static _ => new List<double>());
        for (int run = 0; run < WarmUps + Runs; run++)
        {
            double compiled = Milliseconds(() => Generate(Compile(files, references)).Emit(Stream.Null));
            CompilationWithAnalyzers analyzed = Generate(Compile(files, references)).WithAnalyzers(
                analyzers,
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            await analyzed.GetAnalyzerDiagnosticsAsync();
            if (run >= WarmUps)
            {
                compiler.Add(compiled);
                foreach (DiagnosticAnalyzer analyzer in analyzers)
                {
                    each[analyzer].Add((await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime.TotalMilliseconds);
                }
            }
        }

        Print(Path.GetFileName(sample), Median(compiler), each.ToDictionary(static pair => pair.Key, static pair => Median(pair.Value)));
        return 0;
    }

    private static void Print(string sample, double compiler, Dictionary<DiagnosticAnalyzer, double> analyzers)
    {
        Console.WriteLine($"{sample}: parsing, generating and compiling takes {compiler:F1} ms.\n\n| analyzer | rules | ms | share | |\n|---|---|---:|---:|---|");
        foreach ((DiagnosticAnalyzer analyzer, double time) in analyzers.OrderByDescending(static pair => pair.Value))
        {
            string[] ids = [.. analyzer.SupportedDiagnostics.Select(static rule => rule.Id).Distinct().Order(StringComparer.Ordinal)];
            double share = 100 * time / compiler;
            Console.WriteLine($"| {analyzer.GetType().Name} | {(ids.Length > 3 ? $"{ids.Length} rules" : string.Join(", ", ids))} | {time:F2} | {share:F2} % | {(share <= GoalPercent ? "" : "**above the goal**")} |");
        }

        double all = analyzers.Values.Sum();
        Console.WriteLine($"| all | | {all:F2} | {100 * all / compiler:F2} % | |");
    }

    private static CSharpCompilation Compile(string[] files, MetadataReference[] references)
        => CSharpCompilation.Create(
            "Sample",
            files.Select(static file => CSharpSyntaxTree.ParseText(file, Syntax)),
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));

    private static Compilation Generate(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new TopoGenGenerator().AsSourceGenerator()], parseOptions: Syntax)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return output;
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers()
        =>
        [
            .. Assembly.Load("TopoGen.Analyzers").GetTypes()
                .Where(static type => !type.IsAbstract && type.IsDefined(typeof(DiagnosticAnalyzerAttribute)) && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
                .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];

    private static MetadataReference[] References()
        => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    private static string LargestSample()
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TopoGen.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("This has to be run from within the repository.");
        }

        return Directory.EnumerateDirectories(Path.Combine(root.FullName, "samples"))
            .MaxBy(static folder => Directory.EnumerateFiles(folder, "*.cs").Sum(static file => new FileInfo(file).Length))!;
    }

    private static double Milliseconds(Action action)
    {
        long begun = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
