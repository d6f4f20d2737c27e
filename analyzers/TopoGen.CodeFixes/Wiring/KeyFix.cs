using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>TG0209: groups by the key of the state.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyFix)), Shared]
public sealed class KeyFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0209"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<AttributeSyntax>(diagnostic) is not { } attribute
            || !diagnostic.Properties.TryGetValue(ProblemKeys.Fields, out string? joined) || joined is not { Length: > 0 }
            || attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { ParameterList.Parameters: [{ } parameter, ..] }
            || facts.Model.GetDeclaredSymbol(parameter, facts.Cancellation) is not IParameterSymbol { Type: { TypeKind: not TypeKind.Error } tuple }
            || GenericName(attribute.Name) is not { } name)
        {
            return [];
        }

        string[] fields = joined.Split(',');
        IEnumerable<AttributeArgumentSyntax> keys = fields.Select(field => SyntaxFactory.AttributeArgument(Keys.NameOf(TypeNames.Of(tuple), field)));
        IEnumerable<AttributeArgumentSyntax> named = attribute.ArgumentList?.Arguments.Where(static argument => argument.NameEquals is not null) ?? [];
        AttributeArgumentSyntax[] arguments = [.. keys, .. named];
        AttributeSyntax replaced = attribute
            .WithName(attribute.Name.ReplaceNode(name, name
                .WithIdentifier(SyntaxFactory.Identifier("FieldsGrouping").WithTriviaFrom(name.Identifier))
                .WithTypeArgumentList(SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(name.TypeArgumentList.Arguments[0])))))
            .WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(
                arguments, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Length - 1))));
        return [new Remedy($"Group by {string.Join(", ", fields.Select(static field => $"'{field}'"))}", "key", editor => editor.ReplaceNode(attribute, replaced))];
    }

    private static GenericNameSyntax? GenericName(NameSyntax name) => name switch
    {
        GenericNameSyntax generic => generic,
        QualifiedNameSyntax { Right: GenericNameSyntax generic } => generic,
        AliasQualifiedNameSyntax { Name: GenericNameSyntax generic } => generic,
        _ => null,
    };
}
