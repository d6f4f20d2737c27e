using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0110: gives a handler or hook the signature that the engine calls, where its body can stay.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SignatureFix)), Shared]
public sealed class SignatureFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0110"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<MethodDeclarationSyntax>(diagnostic) is not { } method
            || !diagnostic.Properties.TryGetValue(ProblemKeys.Expected, out string? text)
            || Signatures.Parse(text) is not { } expected
            || (IsVoid(expected.ReturnType) ? Signatures.Returns(method) : !Signatures.Returns(method)))
        {
            return [];
        }

        return [new Remedy($"Declare it as '{text}'", "signature", editor => editor.ReplaceNode(method, (node, _) => With((MethodDeclarationSyntax)node, expected)))];
    }

    private static MethodDeclarationSyntax With(MethodDeclarationSyntax method, MethodDeclarationSyntax expected)
    {
        MethodDeclarationSyntax with = method
            .WithReturnType(expected.ReturnType.WithTriviaFrom(method.ReturnType))
            .WithTypeParameterList(null)
            .WithConstraintClauses(default)
            .WithParameterList(Signatures.Parameters(method.ParameterList, expected.ParameterList).WithTriviaFrom(method.ParameterList));
        return (MethodDeclarationSyntax)Modifiers.Without(with, IsVoid(expected.ReturnType) ? [SyntaxKind.StaticKeyword, SyntaxKind.AsyncKeyword] : [SyntaxKind.StaticKeyword])
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
}
