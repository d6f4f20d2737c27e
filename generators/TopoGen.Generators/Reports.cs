using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The branch that tells users what is wrong; the only one that knows positions.</summary>
internal static class Reports
{
    public static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValuesProvider<Located<TupleModel>> tuples,
        IncrementalValuesProvider<Located<StateRecordModel>> states,
        IncrementalValuesProvider<Located<ComponentModel>> components,
        IncrementalValuesProvider<Located<TopologyModel>> topologies,
        IncrementalValuesProvider<Located<ParametersModel>> parameters,
        IncrementalValuesProvider<Located<OrphanModel>> orphans)
    {
        Register(context, tuples.Select(static (tuple, _) => ProblemReport.For(
            tuple.Model.Shape.Path, Problems.NotPartial(tuple.Model.Shape) ?? tuple.Model.Problem, tuple.Location)));
        Register(context, states.Select(static (state, _) => ProblemReport.For(state.Model.Shape.Path, state.Model.Problem, state.Location)));
        Register(context, orphans.Select(static (orphan, _) => ProblemReport.For(
            orphan.Model.Shape.Path, Problems.NotPartial(orphan.Model.Shape) ?? OrphanParser.Problem, orphan.Location)));
        Register(context, components.Combine(assembly).Select(static (pair, _) => ProblemReport.For(
            pair.Left.Model.Shape.Path,
            pair.Left.Model.Problem ?? Misfit(pair.Right, pair.Left.Model.Shape.FullName),
            pair.Left.Location)));
        Register(context, parameters.Combine(assembly).Select(static (pair, _) => ProblemReport.For(
            pair.Left.Model.Path,
            pair.Left.Model.Problem ?? Misfit(pair.Right, pair.Left.Model.FullName),
            pair.Left.Location)));
        Register(context, topologies.Combine(assembly).Select(static (pair, _) => ProblemReport.For(
            pair.Left.Model.Shape.Path,
            pair.Right.Topologies.FirstOrDefault(plan => plan.Topology.Shape.FullName == pair.Left.Model.Shape.FullName)?.Problem,
            pair.Left.Location)));
    }

    private static Problem? Misfit(AssemblyModel assembly, string fullName)
        => assembly.Misfits.FirstOrDefault(misfit => misfit.FullName == fullName)?.Problem;

    private static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ProblemReport?> reports)
        => context.RegisterSourceOutput(
            reports.WhereNotNull(),
            static (output, report) => output.ReportDiagnostic(report.ToDiagnostic()));
}
