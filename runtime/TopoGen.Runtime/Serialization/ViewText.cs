using System.ComponentModel;
using System.Text;
using System.Text.Unicode;

namespace TopoGen.Runtime;

/// <summary>What the text of a view says of its spans: never more than a line. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    private const int MostBytes = 256;
    private const int MostElements = 32;

    /// <summary>Bytes as text where they are UTF-8 without control characters, else in hexadecimal.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> shown = bytes[..Math.Min(bytes.Length, MostBytes)];
        string more = shown.Length < bytes.Length ? "…" : "";

        // The cut may be in the middle of a character.
        for (int cut = 0; cut < 4 && cut <= shown.Length; cut++)
        {
            ReadOnlySpan<byte> whole = shown[..^cut];
            if ((cut == 0 || more.Length > 0) && Utf8.IsValid(whole))
            {
                string text = Encoding.UTF8.GetString(whole);
                return text.Any(char.IsControl) ? $"0x{Convert.ToHexString(shown)}{more}" : text + more;
            }
        }

        return $"0x{Convert.ToHexString(shown)}{more}";
    }

    public static string Of(ReadOnlySpan<char> characters)
        => characters.Length <= MostBytes ? characters.ToString() : string.Concat(characters[..MostBytes], "…");

    public static string Of<T>(ReadOnlySpan<T> elements)
        => $"[{string.Join(", ", elements[..Math.Min(elements.Length, MostElements)].ToArray())}{(elements.Length > MostElements ? ", …" : "")}]";
}
