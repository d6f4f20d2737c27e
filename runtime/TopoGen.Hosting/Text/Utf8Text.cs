using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace TopoGen.Hosting.Text;

/// <summary>Decodes UTF-8 and counts exactly what is not.</summary>
internal static class Utf8Text
{
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The same text as <see cref="Encoding.UTF8"/>; adds the bytes that are no text and the U+FFFD in their place.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, ref long invalidBytes, ref long replacements)
    {
        Check(bytes, ref invalidBytes, ref replacements);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Adds the bytes that are no text and the U+FFFD that would stand in their place.</summary>
    public static void Check(ReadOnlySpan<byte> bytes, ref long invalidBytes, ref long replacements)
    {
        if (!Utf8.IsValid(bytes))
        {
            Count(bytes, ref invalidBytes, ref replacements);
        }
    }

    private static void Count(ReadOnlySpan<byte> bytes, ref long invalidBytes, ref long replacements)
    {
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out _, out int length) != OperationStatus.Done)
            {
                invalidBytes += length;
                replacements++;
            }

            bytes = bytes[length..];
        }
    }
}
