using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The pipeline: what is looked for, and which parser and emitter serve it. Nothing is decided here.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class TopoGenGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        SyntaxValueProvider syntax = context.SyntaxProvider;
        var tuples = Declarations.Split(
            Declarations.Of(syntax, KnownNames.StreamTupleAttribute, TupleParser.Parse, TupleParser.Stub),
            StepNames.LocatedTuples,
            StepNames.Tuples);
        var states = Declarations.Split(
            Declarations.Of(syntax, KnownNames.StateAttribute, StateTypeParser.Parse, StateTypeParser.Stub),
            StepNames.LocatedStates,
            StepNames.States);
        var spouts = Declarations.Of(syntax, KnownNames.SpoutAttribute, ComponentParser.Parse, ComponentParser.Stub);
        var bolts = Declarations.Of(syntax, KnownNames.BoltAttribute, ComponentParser.ParseBolt, ComponentParser.Stub);
        var sinks = Declarations.Of(syntax, KnownNames.SinkAttributeOfT, ComponentParser.ParseSink, ComponentParser.Stub);
        var components = Declarations.Split(
            spouts.Collect().Combine(bolts.Collect()).Combine(sinks.Collect())
                .SelectMany(static (all, _) => all.Left.Left.AddRange(all.Left.Right).AddRange(all.Right)),
            StepNames.LocatedComponents,
            StepNames.Components);
        var topologies = Declarations.Split(
            Declarations.Of(syntax, KnownNames.TopologyAttribute, TopologyParser.Parse, TopologyParser.Stub),
            StepNames.LocatedTopologies,
            StepNames.Topologies);
        var parameters = Declarations.Split(
            Declarations.Of(syntax, KnownNames.ParametersAttribute, ParametersParser.Parse, ParametersParser.Stub),
            StepNames.LocatedParameters,
            StepNames.Parameters);
        var orphans = Declarations.Split(
            syntax.ForAttributeWithMetadataName(
                KnownNames.OutputAttribute,
                Declarations.IsMethod,
                static (ctx, _) => Declarations.ParseOrphan(ctx)).WhereNotNull(),
            StepNames.LocatedOrphans,
            StepNames.Orphans);

        var assembly = topologies.Models.Collect()
            .Combine(components.Models.Select(static (component, _) => component.Summary).Collect())
            .Combine(parameters.Models.Collect())
            .Select(static (all, _) => AssemblyLinker.Link(all.Left.Left, all.Left.Right, all.Right))
            .WithTrackingName(StepNames.Assembly);
        var plans = assembly
            .SelectMany(static (model, _) => model.Topologies.Items)
            .WithTrackingName(StepNames.TopologyPlans);
        var neighborhoods = assembly
            .Combine(components.Models.Select(static (component, _) => component.Summary).Collect())
            .Select(static (pair, _) => Neighborhoods.Of(pair.Left, pair.Right));
        var placed = components.Models.Where(static component => component.Shape.CanAddPart)
            .Combine(neighborhoods)
            .Select(static (pair, _) => new PlacedComponentModel(
                pair.Left, pair.Right.TryGetValue(pair.Left.Shape.FullName, out NeighborhoodModel? found) ? found : NeighborhoodModel.None))
            .WithTrackingName(StepNames.PlacedComponents);
        var contractParts = components.Models.Select(static (component, _) => ContractFacts.Of(component)).WithTrackingName(StepNames.ContractComponents).Collect()
            .Combine(tuples.Models.Select(static (tuple, _) => ContractFacts.Of(tuple)).WithTrackingName(StepNames.ContractTuples).Collect())
            .Combine(states.Models.Select(static (state, _) => ContractFacts.Of(state)).WithTrackingName(StepNames.ContractStates).Collect())
            .Select(static (all, _) => new ContractModel(all.Left.Left, all.Left.Right.AddRange(all.Right)));
        var contracted = plans
            .Combine(contractParts)
            .Select(static (pair, _) => new ContractedTopologyModel(pair.Left, ContractText.Of(pair.Left, pair.Right)))
            .WithTrackingName(StepNames.Contracts);
        var host = context.CompilationProvider
            .Select(static (compilation, cancellation) => HostParser.Parse(compilation, cancellation))
            .WithTrackingName(StepNames.Host);
        var main = assembly.Combine(host)
            .Select(static (pair, _) => MainModel.From(pair.Left, pair.Right))
            .WithTrackingName(StepNames.Main);
        var hintNames = tuples.Models.Select(static (tuple, _) => tuple.Shape.Path).Collect()
            .Combine(components.Models.Select(static (component, _) => component.Shape.Path).Collect())
            .Combine(topologies.Models.Select(static (topology, _) => topology.Shape.Path).Collect())
            .Combine(orphans.Models.Select(static (orphan, _) => orphan.Shape.Path).Collect())
            .Combine(states.Models.Select(static (state, _) => state.Shape.Path).Collect())
            .Select(static (paths, _) => HintNames.From(
                [.. paths.Left.Left.Left.Left, .. paths.Left.Left.Left.Right, .. paths.Left.Left.Right, .. paths.Left.Right, .. paths.Right]))
            .WithTrackingName(StepNames.HintNames);

        context.RegisterSourceOutput(
            tuples.Models.Where(static tuple => tuple.Shape.NotPartial is null).Combine(hintNames),
            static (output, source) => SourceOutput.Add(
                output,
                source.Right.Of(source.Left.Shape.Path, "Tuple"),
                source.Left,
                TupleEmitter.Emit,
                static (tuple, problem) => tuple with { Fields = [], StateFields = [], Problem = problem }));
        context.RegisterSourceOutput(
            states.Models.Where(static state => state.Shape.NotPartial is null).Combine(hintNames),
            static (output, source) => SourceOutput.Add(
                output,
                source.Right.Of(source.Left.Shape.Path, "State"),
                source.Left,
                StateRecordEmitter.Emit,
                static (state, problem) => state with { Fields = [], Problem = problem }));
        context.RegisterSourceOutput(
            placed.Combine(hintNames),
            static (output, source) => SourceOutput.Add(
                output,
                source.Right.Of(source.Left.Component.Shape.Path),
                source.Left,
                ComponentEmitter.Emit,
                static (placed, problem) => placed with { Component = placed.Component with { Problem = problem } }));
        context.RegisterSourceOutput(
            orphans.Models.Where(static orphan => orphan.Shape.CanAddPart).Combine(hintNames),
            static (output, source) => output.AddSource(source.Right.Of(source.Left.Shape.Path, "Outputs"), StubEmitter.Emit(source.Left)));
        context.RegisterSourceOutput(
            contracted.Where(static topology => topology.Plan.Topology.CanImplement).Combine(hintNames),
            static (output, source) => SourceOutput.Add(
                output,
                source.Right.Of(source.Left.Plan.Topology.Shape.Path, "Topology"),
                source.Left,
                TopologyEmitter.Emit,
                static (topology, problem) => topology with { Plan = topology.Plan with { Problem = problem }, Contract = null }));
        context.RegisterSourceOutput(
            main.WhereNotNull(),
            static (output, model) => output.AddSource("TopoGen.Program.g.cs", MainEmitter.Emit(model.Topologies)));

        Reports.Register(context, assembly, tuples.Located, states.Located, components.Located, topologies.Located, parameters.Located, orphans.Located);
    }
}
