using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0104: makes a class sealed that was abstract or static, or visible that was local to its file. What is generic needs a thought.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreatableFix)), Shared]
public sealed class CreatableFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0104"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<ClassDeclarationSyntax>(diagnostic) is not { } declaration || declaration.TypeParameterList is not null)
        {
            return [];
        }

        return declaration.Modifiers.Any(SyntaxKind.StaticKeyword) ? [Exchange(declaration, SyntaxKind.StaticKeyword, SyntaxKind.SealedKeyword)]
            : declaration.Modifiers.Any(SyntaxKind.AbstractKeyword) && !declaration.Members.Any(static m => m.Modifiers.Any(SyntaxKind.AbstractKeyword))
            ? [Exchange(declaration, SyntaxKind.AbstractKeyword, SyntaxKind.SealedKeyword)]
            : declaration.Modifiers.Any(SyntaxKind.FileKeyword) ? [Exchange(declaration, SyntaxKind.FileKeyword, SyntaxKind.InternalKeyword)]
            : [];
    }

    private static Remedy Exchange(ClassDeclarationSyntax declaration, SyntaxKind old, SyntaxKind replacement)
        => new($"Declare as {SyntaxFacts.GetText(replacement)}", SyntaxFacts.GetText(replacement), editor => editor.ReplaceNode(
            declaration, (node, _) => Modifiers.Exchange((ClassDeclarationSyntax)node, old, replacement)));
}
