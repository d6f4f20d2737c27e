using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Analyzers;

/// <summary>What the rules about the code of components have in common. What is generated is not looked at, nor are projects without TopoGen.</summary>
public abstract class ComponentAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ComponentFacts.Of(start.Compilation) is { } facts)
            {
                Register(start, facts);
            }
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext context, ComponentFacts facts);
}
