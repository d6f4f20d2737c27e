using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes;

/// <summary>A fix that changes only the file that the diagnostic is in. All of a file are fixed in one go, so that their edits do not get in each other's way.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    /// <summary>What the editor offers.</summary>
    private protected abstract string Title { get; }

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (CanFix(root, diagnostic, model, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, cancellation => FixAllAsync(context.Document, [diagnostic], cancellation), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics) => await FixAllAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <summary>Whether anything right comes out where the diagnostic is.</summary>
    private protected abstract bool CanFix(SyntaxNode root, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation);

    /// <summary>Makes the edits for one diagnostic. Others of the file may have been made before, with the same editor.</summary>
    private protected abstract void Fix(DocumentEditor editor, Diagnostic diagnostic, CancellationToken cancellation);

    private async Task<Document> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (CanFix(editor.OriginalRoot, diagnostic, editor.SemanticModel, cancellation))
            {
                Fix(editor, diagnostic, cancellation);
            }
        }

        return editor.GetChangedDocument();
    }
}
