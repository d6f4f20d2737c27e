using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Analyzers.Suppressions;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Tests;

/// <summary>What the compiler and others say of members that only the engine uses.</summary>
public sealed class SuppressorTests
{
    private const string Program = """
        #pragma warning disable CS0067
        using TopoGen;

        [Topology("t")]
        public sealed partial class T
        {
            [StreamTuple] public readonly partial record struct Word(string Letters);

            [Spout]
            public sealed partial class Source
            {
                [Position] private long _next;
                [State] private long _unread;
                [State] private string _name = "";
                private long _plain;

                public SpoutStatus Next() => _plain > _next ? SpoutStatus.Idle : SpoutStatus.End;

                private void Open(TaskContext task)
                {
                }

                private void Helper(int number)
                {
                }

                [Output] private partial void Emit(in Word word);
            }

            [Bolt]
            public sealed partial class Reader
            {
                [ShuffleGrouping<Source>(MISTAKE)]
                private void Execute(in Word word)
                {
                }

                [Tick("1s")]
                private void Beat()
                {
                }
            }
        }

        public abstract class Library
        {
            [TopoGen.Output] protected abstract void Emit(in T.Word word);

            public void End()
            {
            }
        }

        public sealed class Plain
        {
            public void End(int number)
            {
            }
        }
        """;

    [Fact]
    public async Task The_compiler_says_nothing_of_kept_fields_of_a_component_with_a_mistake()
    {
        string program = Program.Replace("MISTAKE", "", StringComparison.Ordinal).Replace("[Spout]", "[Spout(Parallelism = 0)]", StringComparison.Ordinal);

        Assert.Equal(
            ["CS0169 _unread", "CS0414 _name", "CS0649 _next", "CS0649 _plain"],
            await Warnings(program, []));
        Assert.Equal(["CS0649 _plain"], await Warnings(program, [new ComponentSuppressor()]));
    }

    [Fact]
    public async Task Of_what_the_engine_calls_nobody_says_that_it_is_unused_or_could_be_static()
    {
        string program = Program.Replace("(MISTAKE)", "", StringComparison.Ordinal);

        Assert.Equal(
            ["CA1822 End", "CA1822 Helper", "CS0649 _plain", "IDE0051 Helper", "IDE0060 number", "IDE0060 number"],
            await Warnings(program, [new Fussy(), new ComponentSuppressor()]));
        Assert.Contains("IDE0051 Emit", await Warnings(program, [new Fussy()]));
    }

    private static async Task<IEnumerable<string>> Warnings(string program, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CSharpGeneratorDriver.Create([new TopoGenGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(TestCompilation.Create(program), out Compilation output, out _);
        ImmutableArray<Diagnostic> diagnostics = analyzers.IsEmpty
            ? output.GetDiagnostics()
            : await output.WithAnalyzers(analyzers).GetAllDiagnosticsAsync();
        return diagnostics
            .Where(static d => !d.IsSuppressed && d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS1591" or "CS1573"))
            .Select(static d => $"{d.Id} {d.Location.SourceTree!.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}")
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Says of everything what the analyzers of the SDK say of some.</summary>
#pragma warning disable RS1029, RS1036, RS1038, RS1041, RS2008 // Nobody loads it but this test.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Fussy : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Unused = Rule("IDE0051");
        private static readonly DiagnosticDescriptor Static = Rule("CA1822");
        private static readonly DiagnosticDescriptor Parameter = Rule("IDE0060");

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unused, Static, Parameter];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                static action =>
                {
                    var method = (IMethodSymbol)action.Symbol;
                    if (method.MethodKind != MethodKind.Ordinary || method.IsStatic || method.ContainingType.IsRecord)
                    {
                        return;
                    }

                    if (method.DeclaredAccessibility == Accessibility.Private)
                    {
                        action.ReportDiagnostic(Diagnostic.Create(Unused, method.Locations[0]));
                    }

                    if (!method.IsAbstract)
                    {
                        action.ReportDiagnostic(Diagnostic.Create(Static, method.Locations[0]));
                    }

                    foreach (IParameterSymbol parameter in method.Parameters)
                    {
                        action.ReportDiagnostic(Diagnostic.Create(Parameter, parameter.Locations[0]));
                    }
                },
                SymbolKind.Method);
        }

        private static DiagnosticDescriptor Rule(string id) => new(id, id, id, "Fussy", DiagnosticSeverity.Warning, isEnabledByDefault: true);
    }
}
