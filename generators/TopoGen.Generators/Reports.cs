using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>
/// The branch that tells users what is wrong; the only one that knows positions. It speaks where analyzers cannot: of its own failures, and where the
/// compiler would not ask them. What there is to report finds its file here, at the end: where nothing is wrong, nothing asks the compilation.
/// </summary>
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
        IncrementalValueProvider<bool> speaks = AreAnySilenced(tuples)
            .Combine(AreAnySilenced(states)).Combine(AreAnySilenced(components))
            .Combine(AreAnySilenced(topologies)).Combine(AreAnySilenced(orphans))
            .Select(static (any, _) => any.Left.Left.Left.Left || any.Left.Left.Left.Right || any.Left.Left.Right || any.Left.Right || any.Right)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => AnalyzerSwitch.IsOff(options.GlobalOptions)))
            .Select(static (pair, _) => pair.Left || pair.Right)
            .WithTrackingName(StepNames.Speaks);
        Register(context, speaks, assembly, tuples, static tuple => (tuple.Shape.FullName, tuple.Shape.Path));
        Register(context, speaks, assembly, states, static state => (state.Shape.FullName, state.Shape.Path));
        Register(context, speaks, assembly, components, static component => (component.Shape.FullName, component.Shape.Path));
        Register(context, speaks, assembly, topologies, static topology => (topology.Shape.FullName, topology.Shape.Path));
        Register(context, speaks, assembly, parameters, static record => (record.FullName, record.Path));
        Register(context, speaks, assembly, orphans, static orphan => (orphan.Shape.FullName, orphan.Shape.Path));
    }

    private static IncrementalValueProvider<bool> AreAnySilenced<T>(IncrementalValuesProvider<Located<T>> declarations)
        where T : class, IEquatable<T>
        => declarations.Where(static d => d.HidesAnalyzers).Collect().Select(static (hiding, _) => !hiding.IsEmpty);

    private static void Register<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<bool> speaks,
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValuesProvider<Located<T>> declarations,
        Func<T, (string FullName, string Path)> name)
        where T : class, IEquatable<T>
        => context.RegisterSourceOutput(
            declarations.Combine(assembly).Combine(speaks).SelectMany((all, _) => Of(all.Left.Left, all.Left.Right, all.Right, name(all.Left.Left.Model)))
                .Combine(context.CompilationProvider)
                .Select(static (pair, _) => (Report: pair.Left, File: pair.Left.Location.FileIn(pair.Right))),
            static (output, located) => output.ReportDiagnostic(located.Report.ToDiagnostic(located.File)));

    private static IEnumerable<Report> Of<T>(Located<T> declaration, AssemblyModel assembly, bool speaks, (string FullName, string Path) name)
        where T : class, IEquatable<T>
    {
        IEnumerable<Report> own = declaration.Problems.Select(p => new Report(name.Path, p.Problem, p.Location));
        IEnumerable<Report> misfits = assembly.Misfits.Where(m => m.FullName == name.FullName)
            .Select(m => new Report(name.Path, m.Problem, declaration.Locate(m.Place)));
        return own.Concat(misfits).Where(r => speaks || r.Problem.Rule == TG0901.Rule);
    }
}
