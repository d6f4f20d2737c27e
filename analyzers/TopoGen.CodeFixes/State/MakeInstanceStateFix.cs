using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TopoGen.Analyzers;
using TopoGen.Generators;

namespace TopoGen.CodeFixes;

/// <summary>TG0404: gives each task a field of its own, which is kept. Only where nothing static needs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeInstanceStateFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [StaticFieldAnalyzer.Rule.Id];

    private protected override string Title => "Make it an instance field marked [State]";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<FieldDeclarationSyntax>(diagnostic) is { Declaration.Variables: [var variable] }
            && facts.Model.GetDeclaredSymbol(variable, facts.Cancellation) is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            && TupleTypeParser.Parse(field.Type, CodecForm.State, field.Name, out _) is not null
            && field.ContainingType.DeclaringSyntaxReferences.All(part => IsUsedByInstances(part.GetSyntax(facts.Cancellation), field));

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(
            facts.At<FieldDeclarationSyntax>(diagnostic)!,
            static (node, _) =>
            {
                var field = (FieldDeclarationSyntax)node;
                SyntaxTriviaList leading = field.GetLeadingTrivia();
                SyntaxTokenList modifiers = SyntaxFactory.TokenList(field.Modifiers.Where(
                    static modifier => !modifier.IsKind(SyntaxKind.StaticKeyword) && !modifier.IsKind(SyntaxKind.ReadOnlyKeyword)));
                return field.WithoutLeadingTrivia().WithModifiers(modifiers).WithoutLeadingTrivia().WithLeadingTrivia(leading).WithState();
            });

    /// <summary>Whether no mention of the name in a part of the class stands in a static member, or behind the name of the class.</summary>
    private static bool IsUsedByInstances(SyntaxNode part, IFieldSymbol field)
        => part.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field.Name)
            .All(static name => name.Parent is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access || access.Name != name)
            && part.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field.Name)
            .All(static name => name.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
                && member is not FieldDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.StaticKeyword));
}
