using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using TopoGen.Analyzers;

namespace TopoGen.CodeFixes;

/// <summary>TG0406: asks the component's <c>TimeProvider</c>; where it has none, its constructor takes one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TopologyClockFix : SingleRemedyProvider
{
    /// <summary>What a new constructor parameter is called.</summary>
    private const string NewName = "time";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [WallClockAnalyzer.Rule.Id];

    private protected override string Title => "Use the topology's TimeProvider";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<ExpressionSyntax>(diagnostic) is { } expression
            && expression.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && !IsStatic(expression)
            && Replacement(expression, NewName, facts.Model, facts.Cancellation) is not null
            && Clock(declaration, expression, facts.Model, facts.Cancellation) is not null;

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
    {
        var expression = facts.At<ExpressionSyntax>(diagnostic)!;
        var declaration = expression.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        (string name, bool isNew) = Clock(declaration, expression, facts.Model, facts.Cancellation)!.Value;
        ExpressionSyntax replacement = Replacement(expression, name, facts.Model, facts.Cancellation)!;
        editor.ReplaceNode(expression, (_, _) => replacement.WithTriviaFrom(expression));
        if (isNew)
        {
            editor.ReplaceNode(declaration, static (node, _) => WithParameter((TypeDeclarationSyntax)node));
        }
    }

    /// <summary>What the component calls its clock, and whether that has yet to be added; null where it cannot be.</summary>
    private static (string Name, bool IsNew)? Clock(
        TypeDeclarationSyntax declaration, ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(declaration, cancellation) is not { } type)
        {
            return null;
        }

        bool isInitializer = expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null };
        IEnumerable<ISymbol> members = isInitializer ? [] : type.GetMembers().Where(static member => member is IFieldSymbol or IPropertySymbol);
        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(c => c.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax));
        foreach (ISymbol known in (primary?.Parameters ?? []).Concat(members))
        {
            ITypeSymbol of = known switch
            {
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol field => field.Type,
                _ => ((IPropertySymbol)known).Type,
            };
            if (known is { IsStatic: false, IsImplicitlyDeclared: false } && of is { Name: "TimeProvider", NullableAnnotation: not NullableAnnotation.Annotated, ContainingNamespace.Name: "System" })
            {
                return (known.Name, false);
            }
        }

        bool hasOther = type.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared && !SymbolEqualityComparer.Default.Equals(c, primary));
        bool isHere = primary is null
            ? type.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) || r.GetSyntax(cancellation) == declaration)
            : declaration.ParameterList is not null;
        bool isTaken = type.GetMembers(NewName).Any() || model.LookupSymbols(expression.SpanStart, name: NewName).Any();
        return !hasOther && isHere && !isTaken && declaration is ClassDeclarationSyntax ? (NewName, true) : null;
    }

    private static TypeDeclarationSyntax WithParameter(TypeDeclarationSyntax declaration)
    {
        if (declaration.ParameterList?.Parameters.Any(static p => p.Identifier.ValueText == NewName) == true)
        {
            return declaration;
        }

        ParameterSyntax parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(NewName))
            .WithType(SyntaxExtensions.Name("System.TimeProvider").WithTrailingTrivia(SyntaxFactory.Space));
        if (declaration.ParameterList is not { } list)
        {
            SyntaxToken last = declaration.TypeParameterList?.GetLastToken() ?? declaration.Identifier;
            ParameterListSyntax added = SyntaxFactory.ParameterList(SyntaxFactory.SingletonSeparatedList(parameter)).WithTrailingTrivia(last.TrailingTrivia);
            return declaration.ReplaceToken(last, last.WithTrailingTrivia()).WithParameterList(added);
        }

        // Parameters with defaults come last.
        int at = list.Parameters.IndexOf(static p => p.Default is not null);
        SeparatedSyntaxList<ParameterSyntax> parameters = list.Parameters;
        if (at >= 0 || parameters.Count == 0)
        {
            return declaration.WithParameterList(list.WithParameters(parameters.Insert(Math.Max(at, 0), parameter)));
        }

        SyntaxNodeOrTokenList all = parameters.GetWithSeparators()
            .Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))
            .Add(parameter);
        return declaration.WithParameterList(list.WithParameters(SyntaxFactory.SeparatedList<ParameterSyntax>(all)));
    }

    /// <summary>The same time from the provider; null where there is nothing of the kind.</summary>
    private static ExpressionSyntax? Replacement(ExpressionSyntax expression, string clock, SemanticModel model, CancellationToken cancellation)
    {
        ISymbol? member = model.GetSymbolInfo(expression, cancellation).Symbol;
        string? text = (member?.ContainingType.Name, member?.Name) switch
        {
            ("DateTime", "UtcNow") => $"{clock}.GetUtcNow().UtcDateTime",
            ("DateTime", "Now") => $"{clock}.GetLocalNow().LocalDateTime",
            ("DateTime", "Today") => $"{clock}.GetLocalNow().LocalDateTime.Date",
            ("DateTimeOffset", "UtcNow") => $"{clock}.GetUtcNow()",
            ("DateTimeOffset", "Now") => $"{clock}.GetLocalNow()",
            ("Stopwatch", "GetTimestamp") => $"{clock}.GetTimestamp()",
            _ => null,
        };
        return text is not null ? SyntaxFactory.ParseExpression(text)
            : member is IMethodSymbol { Name: "Delay" } delay && expression is InvocationExpressionSyntax call ? WithClock(call, delay, clock)
            : null;
    }

    private static ExpressionSyntax? WithClock(InvocationExpressionSyntax call, IMethodSymbol delay, string clock)
    {
        ArgumentSyntax wait = call.ArgumentList.Arguments[0];
        if (call.ArgumentList.Arguments.Any(static argument => argument.NameColon is not null))
        {
            return null;
        }

        string span = delay.Parameters[0].Type.SpecialType == SpecialType.System_Int32 ? $"global::System.TimeSpan.FromMilliseconds({wait.Expression})" : wait.Expression.ToString();
        string rest = string.Concat(call.ArgumentList.Arguments.Skip(1).Select(static argument => ", " + argument));
        ExpressionSyntax with = SyntaxFactory.ParseExpression($"{call.Expression}({span}, {clock}{rest})");
        return with.ReplaceNodes(
            with.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(static name => name.ToString() == "global::System.TimeSpan"),
            static (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    private static bool IsStatic(SyntaxNode expression)
        => expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.Modifiers.Any(SyntaxKind.StaticKeyword)
            || expression.Ancestors().Any(static ancestor => ancestor is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword)
                || ancestor is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword));
}
