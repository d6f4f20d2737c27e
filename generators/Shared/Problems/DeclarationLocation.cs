using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TopoGen.Generators;

/// <summary>
/// Where something stands. Kept apart from the models, since an edit further up in the file moves it.
/// Immutable, compares by content; holds no syntax tree.
/// </summary>
internal sealed record DeclarationLocation(
    string File, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static DeclarationLocation Of(Location location)
    {
        LinePositionSpan lines = location.GetLineSpan().Span;
        return new DeclarationLocation(
            location.SourceTree?.FilePath ?? "",
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.Start.Line,
            lines.Start.Character,
            lines.End.Line,
            lines.End.Character);
    }

    /// <summary>The file of a compilation that it is in; null where paths do not tell which one.</summary>
    public SyntaxTree? FileIn(Compilation compilation)
    {
        List<SyntaxTree> files = compilation.SyntaxTrees.Where(tree => tree.FilePath == File).Take(2).ToList();
        return files is [var file] && Span.End <= file.Length && file.GetLineSpan(Span).Span == Lines ? file : null;
    }

    /// <param name="file">Null: it is only printed, and no <c>#pragma</c> or <c>.editorconfig</c> counts for what is reported there.</param>
    public Location ToLocation(SyntaxTree? file)
        => file is null ? Location.Create(File, Span, Lines) : Location.Create(file, Span);

    private TextSpan Span => new(Start, Length);

    private LinePositionSpan Lines => new(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn));
}
