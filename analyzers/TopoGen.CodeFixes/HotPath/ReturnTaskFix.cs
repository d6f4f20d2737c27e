using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TopoGen.Analyzers;
using TopoGen.Generators;

namespace TopoGen.CodeFixes;

/// <summary>TG0601: returns a task, which the engine, or whoever calls the method, waits for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReturnTaskFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AsyncVoidAnalyzer.Rule.Id];

    private protected override string Title => "Return a task";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => Declared(facts, diagnostic) is MethodDeclarationSyntax or LocalFunctionStatementSyntax;

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
    {
        SyntaxNode declared = Declared(facts, diagnostic)!;
        TypeSyntax old = declared is MethodDeclarationSyntax method ? method.ReturnType : ((LocalFunctionStatementSyntax)declared).ReturnType;
        bool isHandler = facts.Model.GetDeclaredSymbol(declared, facts.Cancellation) is IMethodSymbol symbol && symbol.GetAttributes().Any(GroupingParser.IsGrouping);
        NameSyntax task = SyntaxExtensions.Name("System.Threading.Tasks." + (isHandler ? "ValueTask" : "Task")).WithTriviaFrom(old);
        editor.ReplaceNode(old, task);
    }

    private static SyntaxNode? Declared(DocumentFacts facts, Diagnostic diagnostic)
        => facts.Root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf()
            .FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
}
