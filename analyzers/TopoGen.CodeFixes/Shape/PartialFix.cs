using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0101: declares the type and all types around it as partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix)), Shared]
public sealed class PartialFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0101"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        List<TypeDeclarationSyntax> types = facts.At<TypeDeclarationSyntax>(diagnostic)?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().ToList() ?? [];
        if (types.Count > 0)
        {
            yield return new Remedy("Declare as partial", "partial", editor => types
                .FindAll(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .ForEach(type => editor.ReplaceNode(type, static (node, _) => Modifiers.With((TypeDeclarationSyntax)node, SyntaxKind.PartialKeyword))));
        }
    }
}
