using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0109: declares an output as the generator can implement it: partial, without a body, with what an output takes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutputFix)), Shared]
public sealed class OutputFix : RemedyProvider
{
    private static readonly SyntaxKind[] Unfit =
    [
        SyntaxKind.StaticKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.ExternKeyword,
        SyntaxKind.ReadOnlyKeyword, SyntaxKind.NewKeyword, SyntaxKind.SealedKeyword,
    ];

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0109"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<MethodDeclarationSyntax>(diagnostic) is not { } method || method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            || !diagnostic.Properties.TryGetValue(ProblemKeys.Kind, out string? kind))
        {
            return [];
        }

        ParameterListSyntax? parameters = method.ParameterList;
        if (kind == "signature")
        {
            parameters = diagnostic.Properties.TryGetValue(ProblemKeys.Expected, out string? expected) && Signatures.Parse(expected) is { } right
                ? Signatures.Parameters(method.ParameterList, right.ParameterList)
                : null;
        }

        return parameters is null ? [] : [new Remedy($"Declare '{method.Identifier.ValueText}' as an output", "output", editor => editor.ReplaceNode(method, (node, _) => Output((MethodDeclarationSyntax)node, parameters)))];
    }

    private static MemberDeclarationSyntax Output(MethodDeclarationSyntax method, ParameterListSyntax parameters)
    {
        SyntaxTriviaList trailing = method.GetTrailingTrivia();
        MethodDeclarationSyntax bare = method
            .WithReturnType(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword)).WithTriviaFrom(method.ReturnType))
            .WithTypeParameterList(null)
            .WithConstraintClauses(default)
            .WithParameterList(parameters.WithTrailingTrivia())
            .WithBody(null)
            .WithExpressionBody(null)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(trailing));
        MemberDeclarationSyntax fit = Modifiers.Without(bare, Unfit);
        if (!fit.Modifiers.Any(static m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword))
        {
            fit = Modifiers.With(fit, SyntaxKind.PrivateKeyword);
        }

        return Modifiers.With(fit, SyntaxKind.PartialKeyword);
    }
}
