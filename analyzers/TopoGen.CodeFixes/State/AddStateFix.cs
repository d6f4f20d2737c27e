using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TopoGen.Analyzers;

namespace TopoGen.CodeFixes;

/// <summary>TG0401: makes the field state.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddStateFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UnkeptFieldAnalyzer.Rule.Id];

    private protected override string Title => "Mark the field [State]";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<FieldDeclarationSyntax>(diagnostic) is { Declaration.Variables.Count: 1 };

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(
            facts.At<FieldDeclarationSyntax>(diagnostic)!,
            static (field, _) => ((FieldDeclarationSyntax)field).WithState());
}
