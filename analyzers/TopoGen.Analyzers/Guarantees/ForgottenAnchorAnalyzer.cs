using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>TG0302: who takes an anchor acks by hand, on every way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForgottenAnchorAnalyzer : ComponentAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0302",
        title: "Anchor is neither acked nor failed",
        messageFormat: "A way through '{0}' neither acks nor fails '{1}' nor keeps it, so that its message fails when its time is over; call '{1}.Ack()' there",
        category: RuleCategory.Guarantees,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A synchronous handler that takes an Anchor acks by hand. What it forgets is replayed after the message timeout, again and again.",
        helpLinkUri: RuleHelp.Prefix + "TG0302.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
        => context.RegisterOperationBlockAction(block =>
        {
            if (ManualAnchor.Of(block, facts) is var (anchor, flow) && flow.IsForgotten)
            {
                block.ReportDiagnostic(Diagnostic.Create(Rule, anchor.Locations[0], block.OwningSymbol.Name, anchor.Name));
            }
        });
}
