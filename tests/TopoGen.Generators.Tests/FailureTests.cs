using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators.Tests;

/// <summary>A mistake of ours costs the user one declaration and not the program, and is told whoever else reports.</summary>
public sealed class FailureTests
{
    [Fact]
    public void What_fails_in_a_parser_or_an_emitter_is_reported_and_stubbed()
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new Failing().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions, optionsProvider: new BuildOptions());

        GeneratorRunResult result = driver.RunGenerators(TestCompilation.Create("[TopoGen.StreamTuple] public readonly partial record struct T(int N);"))
            .GetRunResult().Results.Single();

        Assert.Null(result.Exception);
        Assert.Equal(
            [
                "error TG0901 (1,61): T: the generator failed with InvalidOperationException: The parser is broken.; report this as a bug of TopoGen",
                "error TG0901 (1,1): T.g.cs: the generator failed with InvalidOperationException: The emitter is broken.; report this as a bug of TopoGen",
            ],
            result.Diagnostics.OrderByDescending(static d => d.Location.GetLineSpan().StartLinePosition).Select(static d =>
            {
                FileLinePositionSpan at = d.Location.GetLineSpan();
                return $"error {d.Id} ({at.StartLinePosition.Line + 1},{at.StartLinePosition.Character + 1}): {d.GetMessage(null)}";
            }));
        Assert.Equal("// stub: the generator failed with InvalidOperationException: The emitter is broken.", Assert.Single(result.GeneratedSources).SourceText.ToString());
    }

    /// <summary>The pipeline of the generator, with a parser and an emitter that fail.</summary>
    private sealed class Failing : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            SyntaxValueProvider syntax = context.SyntaxProvider;
            Declarations<TupleModel> tuples = Split(Declarations.Of(syntax, KnownNames.StreamTupleAttribute, Parse, TupleParser.Stub));
            Declarations<StateRecordModel> states = Split(Declarations.Of(syntax, KnownNames.StateAttribute, StateTypeParser.Parse, StateTypeParser.Stub));
            Declarations<ComponentModel> components = Split(Declarations.Of(syntax, KnownNames.BoltAttribute, ComponentParser.ParseBolt, ComponentParser.Stub));
            Declarations<TopologyModel> topologies = Split(Declarations.Of(syntax, KnownNames.TopologyAttribute, TopologyParser.Parse, TopologyParser.Stub));
            Declarations<ParametersModel> parameters = Split(Declarations.Of(syntax, KnownNames.ParametersAttribute, ParametersParser.Parse, ParametersParser.Stub));
            Declarations<OrphanModel> orphans = Split(syntax.ForAttributeWithMetadataName(
                KnownNames.OutputAttribute, Declarations.IsMethod, static (found, _) => Declarations.ParseOrphan(found)).WhereNotNull());
            IncrementalValueProvider<AssemblyModel> assembly = topologies.Models.Collect()
                .Select(static (all, _) => AssemblyLinker.Link(all, ImmutableArray<ComponentSummary>.Empty, ImmutableArray<ParametersModel>.Empty));
            context.RegisterSourceOutput(
                tuples.Models,
                static (output, tuple) => SourceOutput.Add(output, "T.g.cs", tuple, Emit, static (model, problem) => model with { Problem = problem }));
            Reports.Register(context, assembly, tuples.Located, states.Located, components.Located, topologies.Located, parameters.Located, orphans.Located);
        }

        private static Parsed<TupleModel>? Parse(INamedTypeSymbol type, CancellationToken cancellation)
            => throw new InvalidOperationException("The parser\nis broken.");

        private static string Emit(TupleModel model)
            => model.Problem!.Reason.Contains("emitter", StringComparison.Ordinal)
                ? "// stub: " + model.Problem.Reason
                : throw new InvalidOperationException("The emitter is broken.");

        private static Declarations<T> Split<T>(IncrementalValuesProvider<Located<T>> source)
            where T : class, IEquatable<T>
            => Declarations.Split(source, typeof(T).Name + "Located", typeof(T).Name);
    }
}
