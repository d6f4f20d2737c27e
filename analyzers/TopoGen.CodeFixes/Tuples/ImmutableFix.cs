using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.CodeFixes.Tuples;

/// <summary>TG0502: a record struct becomes readonly, <c>set</c> becomes <c>init</c>, and a field a property.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ImmutableFix)), Shared]
public sealed class ImmutableFix : RemedyProvider
{
    /// <summary>Fix-all makes all of a tuple immutable, whatever it takes.</summary>
    private const string Key = "immutable";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0502"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<MemberDeclarationSyntax>(diagnostic) switch
        {
            RecordDeclarationSyntax record when record.IsKind(SyntaxKind.RecordStructDeclaration) => [Readonly(record)],
            PropertyDeclarationSyntax { AccessorList: { } accessors } when accessors.Accessors.FirstOrDefault(static a => a.IsKind(SyntaxKind.SetAccessorDeclaration)) is { } set => [Init(set)],
            FieldDeclarationSyntax { Declaration.Variables: [{ Initializer: null }] } field => [Property(field)],
            _ => [],
        };

    private static Remedy Readonly(RecordDeclarationSyntax record)
        => new("Declare as readonly", Key, editor => editor.ReplaceNode(
            record, static (node, _) => Modifiers.With((RecordDeclarationSyntax)node, SyntaxKind.ReadOnlyKeyword)));

    private static Remedy Init(AccessorDeclarationSyntax set)
        => new("Use 'init'", Key, editor => editor.ReplaceNode(
            set,
            SyntaxFactory.AccessorDeclaration(
                SyntaxKind.InitAccessorDeclaration,
                set.AttributeLists,
                set.Modifiers,
                SyntaxFactory.Token(SyntaxKind.InitKeyword).WithTriviaFrom(set.Keyword),
                set.Body,
                set.ExpressionBody,
                set.SemicolonToken)));

    private static Remedy Property(FieldDeclarationSyntax field)
    {
        VariableDeclaratorSyntax variable = field.Declaration.Variables[0];
        var accessors = (PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration("int P { get; init; }")!;
        PropertyDeclarationSyntax property = SyntaxFactory.PropertyDeclaration(
            field.AttributeLists, field.Modifiers, field.Declaration.Type, null, variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space), accessors.AccessorList!);
        return new Remedy("Make it a property with 'init'", Key, editor => editor.ReplaceNode(field, property.WithTriviaFrom(field)));
    }
}
