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

    /// <summary>In the file itself, so that the compiler heeds its <c>#pragma</c>; where paths do not tell which it is, only what a build prints.</summary>
    public Location ToLocation(Compilation compilation)
    {
        var span = new TextSpan(Start, Length);
        var lines = new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn));
        List<SyntaxTree> files = compilation.SyntaxTrees.Where(tree => tree.FilePath == File).Take(2).ToList();
        return files is [var file] && span.End <= file.Length && file.GetLineSpan(span).Span == lines
            ? Location.Create(file, span)
            : Location.Create(File, span, lines);
    }
}
