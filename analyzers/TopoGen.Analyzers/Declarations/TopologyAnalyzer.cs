using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Reports what only shows in the whole: who belongs to whom, and whether the parts of a topology fit together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TopologyAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        TG0105.Rule, TG0107.Rule, TG0108.Rule, TG0205.Rule, TG0206.Rule, TG0207.Rule,
        TG0213.Rule, TG0216.Rule, TG0306.Rule, TG0308.Rule, TG0309.Rule, TG0310.Rule,
        TG0402.Rule, TG0701.Rule, TG0702.Rule,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start => Findings.Register(start, static declared => declared.Misfits));
    }
}
