using Microsoft.CodeAnalysis;

namespace TopoGen.CodeFixes;

/// <summary>A document as it is before anything is mended.</summary>
internal sealed record DocumentFacts(SyntaxNode Root, SemanticModel Model, CancellationToken Cancellation)
{
    public static async Task<DocumentFacts?> Of(Document document, CancellationToken cancellation)
        => await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new DocumentFacts(root, model, cancellation)
            : null;

    /// <summary>The innermost node of a kind around a diagnostic.</summary>
    public T? At<T>(Diagnostic diagnostic)
        where T : SyntaxNode
        => Root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>()
            : null;
}
