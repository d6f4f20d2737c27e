using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TopoGen.Generators;

/// <summary>
/// Where a declaration's identifier stands. Kept apart from the models, since an edit further up in the file moves it.
/// Immutable, compares by content; holds no syntax tree.
/// </summary>
internal sealed record DeclarationLocation(
    string File, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static DeclarationLocation Of(SyntaxNode node)
    {
        Location location = (node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier,
            MethodDeclarationSyntax method => method.Identifier,
            _ => node.GetFirstToken(),
        }).GetLocation();
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
