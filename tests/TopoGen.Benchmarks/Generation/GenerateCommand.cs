using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TopoGen.Generators;

namespace TopoGen.Benchmarks;

/// <summary>
/// <c>generate COMPONENTS</c>: runs the generator over a large topology, for the first time in this process, and then again
/// after an edit that has nothing to do with it.
/// </summary>
internal static class GenerateCommand
{
    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Preview);

    public static int Run(int components)
    {
        CSharpCompilation compilation = Compile(components);
        CSharpCompilation edited = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("namespace Large; public sealed class Unrelated;", Syntax));

        GeneratorDriver driver = Driver(tracksSteps: false);
        double cold = Milliseconds(() => driver = driver.RunGenerators(compilation));
        int files = driver.GetRunResult().GeneratedTrees.Length;
        double edit = Milliseconds(() => driver = driver.RunGenerators(edited));

        // Recording the steps takes longer than what they do.
        GeneratorDriver tracking = Driver(tracksSteps: true).RunGenerators(compilation).RunGenerators(edited);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
        {
            ["cold"] = cold,
            ["edit"] = edit,
            ["files"] = files,
            ["emissions"] = Emissions(tracking.GetRunResult().Results[0]),
        }));
        return 0;
    }

    private static CSharpGeneratorDriver Driver(bool tracksSteps)
        => CSharpGeneratorDriver.Create(
            [new TopoGenGenerator().AsSourceGenerator()],
            parseOptions: Syntax,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracksSteps));

    private static double Milliseconds(Action action)
    {
        long begun = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static CSharpCompilation Compile(int components)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "Large",
            LargeTopology.Files(components).Select(static file => CSharpSyntaxTree.ParseText(file, Syntax)),
            platform.Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>How many outputs were made anew rather than taken from the cache.</summary>
    private static int Emissions(GeneratorRunResult result)
        => result.TrackedOutputSteps.Values
            .SelectMany(static steps => steps)
            .SelectMany(static step => step.Outputs)
            .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
}
