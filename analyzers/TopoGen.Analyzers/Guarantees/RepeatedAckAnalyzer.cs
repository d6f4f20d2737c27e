using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0303: the second ack does nothing, and what stands between the two belongs to a message that is done.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedAckAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0303",
        title: "Anchor is acked or failed twice",
        messageFormat: "'{0}' has been acked or failed before on every way that leads here, and this does nothing; remove one of the two",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Only the first call counts: a failure that is told after an ack is lost.",
        helpLinkUri: RuleHelp.Prefix + "TG0303.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationBlockAction(block =>
        {
            if (ManualAnchor.Of(block, facts) is var (anchor, flow))
            {
                foreach (SyntaxNode repeated in flow.Repeated)
                {
                    block.ReportDiagnostic(Diagnostic.Create(Rule, repeated.GetLocation(), anchor.Name));
                }
            }
        });
}
