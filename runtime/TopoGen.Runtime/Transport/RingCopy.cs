namespace TopoGen.Runtime;

/// <summary>Copies into and out of a ring.</summary>
internal static class RingCopy
{
    /// <summary>
    /// Bytes that are copied at once. From some 8 KiB on, C libraries copy by a single instruction (rep movsb), which on some processors takes several times
    /// as long where source and target lie unluckily within their pages: bug 30994 of glibc.
    /// </summary>
    private const int Piece = 2048;

    /// <param name="source">Bytes.</param>
    /// <param name="target">At least as many.</param>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> target)
    {
        while (source.Length > Piece)
        {
            source[..Piece].CopyTo(target);
            source = source[Piece..];
            target = target[Piece..];
        }

        source.CopyTo(target);
    }
}
