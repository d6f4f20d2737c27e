using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace TopoGen.Analyzers.Tests;

/// <summary>Source in which expected diagnostics are marked as in Microsoft's testing library: <c>{|TG0101:token|}</c>, nested where wanted.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Marks">What is expected, in the order of the opening marks.</param>
internal sealed record Markup(string Text, ImmutableArray<Mark> Marks)
{
    private const string Open = "{|";
    private const string Close = "|}";

    public static Markup Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start, int Index)>();
        var marks = new List<Mark?>();
        for (int i = 0; i < marked.Length;)
        {
            int colon = marked.IndexOf(':', i);
            if (string.CompareOrdinal(marked, i, Open, 0, Open.Length) == 0 && colon > 0 && IsId(marked.AsSpan(i + Open.Length, colon - i - Open.Length)))
            {
                open.Push((marked[(i + Open.Length)..colon], text.Length, marks.Count));
                marks.Add(null);
                i = colon + 1;
            }
            else if (string.CompareOrdinal(marked, i, Close, 0, Close.Length) == 0 && open.TryPop(out var mark))
            {
                marks[mark.Index] = new Mark(mark.Id, TextSpan.FromBounds(mark.Start, text.Length));
                i += Close.Length;
            }
            else
            {
                text.Append(marked[i++]);
            }
        }

        Assert.True(open.Count == 0, $"A mark is not closed:\n{marked}");
        return new Markup(text.ToString(), [.. marks.Select(static mark => mark!)]);
    }

    private static bool IsId(ReadOnlySpan<char> text) => text.Length is > 4 and < 10 && text.IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") < 0;
}
