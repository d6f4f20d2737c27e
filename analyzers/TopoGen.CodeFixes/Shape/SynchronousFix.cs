using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0111: makes a handler with state per key, or of a view, synchronous, where it awaits nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SynchronousFix)), Shared]
public sealed class SynchronousFix : RemedyProvider
{
    private const string CancellationToken = "System.Threading.CancellationToken";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0111"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<MethodDeclarationSyntax>(diagnostic) is not { Body: not null } method
            || Signatures.Own(method).Any(static node => node is AwaitExpressionSyntax)
            || !Signatures.Own(method).OfType<ReturnStatementSyntax>().All(static statement => IsDone(statement.Expression)))
        {
            return [];
        }

        List<ParameterSyntax> dropped = method.ParameterList.Parameters.Where(parameter => IsDropped(parameter, method, facts.Model)).ToList();
        if (method.ParameterList.Parameters.Except(dropped).Any(parameter => TypeNames.Is(facts.Model.GetDeclaredSymbol(parameter)?.Type, CancellationToken)))
        {
            return [];
        }

        HashSet<string> names = [.. dropped.Select(static parameter => parameter.Identifier.ValueText)];
        return [new Remedy($"Make '{method.Identifier.ValueText}' synchronous", "synchronous", editor => editor.ReplaceNode(method, (node, _) => Synchronous((MethodDeclarationSyntax)node, names)))];
    }

    /// <summary>A task that is complete says no more than the end of a synchronous handler.</summary>
    private static bool IsDone(ExpressionSyntax? returned)
        => returned is null or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax
            || returned is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };

    /// <summary>What a synchronous handler cannot take, or an anchor that it does not use: then it would have to ack by hand.</summary>
    private static bool IsDropped(ParameterSyntax parameter, MethodDeclarationSyntax method, SemanticModel model)
        => model.GetDeclaredSymbol(parameter) is { } symbol
            && (TypeNames.Is(symbol.Type, CancellationToken) || TypeNames.Is(symbol.Type, KnownNames.Anchor))
            && !Signatures.Own(method).OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == symbol.Name);

    private static MemberDeclarationSyntax Synchronous(MethodDeclarationSyntax method, HashSet<string> dropped)
    {
        StatementSyntax? last = method.Body!.Statements.LastOrDefault();
        BlockSyntax body = last is ReturnStatementSyntax ? method.Body.WithStatements(method.Body.Statements.Remove(last)) : method.Body;
        body = body.ReplaceNodes(
            body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>(),
            static (statement, _) => statement.WithReturnKeyword(statement.ReturnKeyword.WithTrailingTrivia()).WithExpression(null));
        ParameterListSyntax parameters = method.ParameterList;
        for (int i = parameters.Parameters.Count - 1; i >= 0; i--)
        {
            if (dropped.Contains(parameters.Parameters[i].Identifier.ValueText))
            {
                parameters = parameters.WithParameters(parameters.Parameters.RemoveAt(i));
            }
        }

        return Modifiers.Without(
            method
                .WithReturnType(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword)).WithTriviaFrom(method.ReturnType))
                .WithParameterList(parameters)
                .WithBody(body),
            SyntaxKind.AsyncKeyword).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
