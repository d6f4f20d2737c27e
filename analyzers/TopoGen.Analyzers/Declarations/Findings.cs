using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Reports the findings of a declaration while its symbol is analyzed, so that they appear while the user types.</summary>
internal static class Findings
{
    public static void Register(CompilationStartAnalysisContext start, Func<Declared, IEnumerable<Finding>> choose)
    {
        if (AnalyzerSwitch.IsOff(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions)
            || start.Compilation.GetTypeByMetadataName(KnownNames.TopologyAttribute) is null)
        {
            return;
        }

        TopologyMap map = TopologyMap.Of(start.Compilation);
        start.RegisterSymbolAction(context => Report(context, map, choose), SymbolKind.NamedType);
    }

    private static void Report(SymbolAnalysisContext context, TopologyMap map, Func<Declared, IEnumerable<Finding>> choose)
    {
        ProgramModel program = map.Read(context.CancellationToken);
        if (program.IsSilent)
        {
            return;
        }

        foreach (Declared declared in program.Declarations[(INamedTypeSymbol)context.Symbol])
        {
            foreach (Finding finding in choose(declared))
            {
                // What is inherited may be written in another project, where an editor lets us look.
                bool isHere = finding.At?.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree);
                context.ReportDiagnostic(finding.Problem.ToDiagnostic(declared.Path, isHere ? finding.At! : declared.Name));
            }
        }
    }
}
