using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Reports what is wrong with a declaration by itself, as the parsers of the generator find it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        TG0101.Rule, TG0102.Rule, TG0103.Rule, TG0104.Rule, TG0105.Rule, TG0106.Rule,
        TG0109.Rule, TG0110.Rule, TG0111.Rule, TG0113.Rule, TG0114.Rule, TG0115.Rule,
        TG0116.Rule, TG0117.Rule, TG0118.Rule, TG0119.Rule, TG0201.Rule, TG0202.Rule,
        TG0203.Rule, TG0204.Rule, TG0208.Rule, TG0209.Rule, TG0210.Rule, TG0211.Rule,
        TG0212.Rule, TG0214.Rule, TG0215.Rule, TG0217.Rule, TG0218.Rule, TG0310.Rule, TG0402.Rule,
        TG0403.Rule, TG0405.Rule, TG0501.Rule, TG0502.Rule, TG0503.Rule, TG0504.Rule,
        TG0505.Rule, TG0701.Rule, TG0702.Rule, TG0703.Rule, TG0704.Rule,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start => Findings.Register(start, static declared => declared.Findings));
    }
}
