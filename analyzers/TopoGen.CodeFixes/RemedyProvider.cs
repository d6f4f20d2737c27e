using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes;

/// <summary>
/// A code fix whose remedies edit the document that they are offered in. Fix-all applies them in one pass over each document: what several diagnostics
/// ask for, such as a modifier of a class around them, is then done once.
/// </summary>
public abstract class RemedyProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics) =>
        {
            if (await DocumentFacts.Of(document, context.CancellationToken).ConfigureAwait(false) is not { } facts)
            {
                return document;
            }

            var editor = new SyntaxEditor(facts.Root, document.Project.Solution.Services);
            foreach (Diagnostic diagnostic in diagnostics.OrderBy(static d => d.Location.SourceSpan.Start))
            {
                Remedies(facts, diagnostic).FirstOrDefault(remedy => remedy.Key == context.CodeActionEquivalenceKey)?.Apply(editor);
            }

            return document.WithSyntaxRoot(editor.GetChangedRoot());
        });

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await DocumentFacts.Of(document, context.CancellationToken).ConfigureAwait(false) is not { } facts)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Remedy remedy in Remedies(facts, diagnostic))
            {
                context.RegisterCodeFix(CodeAction.Create(remedy.Title, _ => Task.FromResult(Apply(document, facts, remedy)), remedy.Key), diagnostic);
            }
        }
    }

    /// <summary>The ways to mend a diagnostic, the likeliest first; none where it has to be understood first.</summary>
    private protected abstract IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic);

    private static Document Apply(Document document, DocumentFacts facts, Remedy remedy)
    {
        var editor = new SyntaxEditor(facts.Root, document.Project.Solution.Services);
        remedy.Apply(editor);
        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }
}
