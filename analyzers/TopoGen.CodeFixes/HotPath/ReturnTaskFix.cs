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
public sealed class ReturnTaskFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AsyncVoidAnalyzer.Rule.Id];

    private protected override string Title => "Return a task";

    private protected override bool CanFix(SyntaxNode root, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
        => Declared(root, diagnostic) is MethodDeclarationSyntax or LocalFunctionStatementSyntax;

    private protected override void Fix(DocumentEditor editor, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode declared = Declared(editor.OriginalRoot, diagnostic)!;
        TypeSyntax old = declared is MethodDeclarationSyntax method ? method.ReturnType : ((LocalFunctionStatementSyntax)declared).ReturnType;
        bool isHandler = editor.SemanticModel.GetDeclaredSymbol(declared, cancellation) is IMethodSymbol symbol && symbol.GetAttributes().Any(GroupingParser.IsGrouping);
        NameSyntax task = SyntaxExtensions.Name("System.Threading.Tasks." + (isHandler ? "ValueTask" : "Task")).WithTriviaFrom(old);
        editor.ReplaceNode(old, task);
    }

    private static SyntaxNode? Declared(SyntaxNode root, Diagnostic diagnostic)
        => root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf()
            .FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
}
