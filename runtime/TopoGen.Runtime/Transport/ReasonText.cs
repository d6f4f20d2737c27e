using System.Text;

namespace TopoGen.Runtime;

/// <summary>Reasons that one worker tells another: short, one line, and never trusted.</summary>
internal static class ReasonText
{
    /// <summary>Writes as many whole characters as fit.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(string reason, Span<byte> target)
    {
        Encoding.UTF8.GetEncoder().Convert(reason, target, flush: true, out _, out int used, out _);
        return used;
    }

    /// <summary>Reads text for people to see; what would break a line of a log becomes a question mark.</summary>
    public static string Read(ReadOnlySpan<byte> source)
    {
        char[] text = Encoding.UTF8.GetString(source).ToCharArray();
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = char.IsControl(text[i]) ? '?' : text[i];
        }

        return new string(text);
    }
}
