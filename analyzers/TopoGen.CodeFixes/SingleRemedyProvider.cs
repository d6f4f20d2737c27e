using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes;

/// <summary>A code fix with one remedy.</summary>
public abstract class SingleRemedyProvider : RemedyProvider
{
    /// <summary>What the editor offers.</summary>
    private protected abstract string Title { get; }

    private protected sealed override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
        => CanFix(facts, diagnostic) ? [new Remedy(Title, GetType().Name, editor => Fix(editor, facts, diagnostic))] : [];

    /// <summary>Whether anything right comes out where the diagnostic is.</summary>
    private protected abstract bool CanFix(DocumentFacts facts, Diagnostic diagnostic);

    /// <summary>Makes the edits for one diagnostic. Others of the document may have been made before, with the same editor.</summary>
    private protected abstract void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic);
}
