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

    public Location ToLocation()
        => Location.Create(
            File,
            new TextSpan(Start, Length),
            new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn)));
}
