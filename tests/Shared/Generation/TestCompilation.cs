using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace TopoGen.Tests;

/// <summary>Compilations as strict as a careful user's: every warning on, nullable, documentation checked.</summary>
internal static class TestCompilation
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly MetadataReference[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    public static CSharpCompilation Create(params string[] sources) => Create(OutputKind.ConsoleApplication, sources);

    public static CSharpCompilation Create(OutputKind kind, params string[] sources)
        => CSharpCompilation.Create(
            "Samples",
            sources.Select(static (source, i) => Parse(source, PathOf(i))).Prepend(Parse(Usings, "Usings.cs")),
            Platform,
            new CSharpCompilationOptions(
                kind,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: 9999,
                generalDiagnosticOption: ReportDiagnostic.Error));

    /// <summary>What the file of that index is called.</summary>
    public static string PathOf(int index) => $"File{index}.cs";

    public static CSharpCompilation WithoutHost(this CSharpCompilation compilation)
        => compilation.RemoveReferences(compilation.References.Where(static r => r.Display!.EndsWith("TopoGen.Hosting.dll", StringComparison.Ordinal)));

    public static SyntaxTree Parse(string source, string path)
        => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, path);

    /// <summary>Replaces text in one file, as an edit does.</summary>
    public static Compilation Edit(this Compilation compilation, string oldText, string newText)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(t => t.ToString().Contains(oldText, StringComparison.Ordinal));
        string text = tree.ToString().Replace(oldText, newText, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text, System.Text.Encoding.UTF8)));
    }
}
