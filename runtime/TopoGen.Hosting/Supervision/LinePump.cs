namespace TopoGen.Hosting.Supervision;

/// <summary>Reads a stream and hands it on in whole lines.</summary>
internal static class LinePump
{
    private const int Least = 16 * 1024;

    /// <summary>A line that is longer is handed on in parts: memory stays bounded.</summary>
    private const int Longest = 1024 * 1024;

    /// <param name="source">Read to its end.</param>
    /// <param name="write">Gets one or more whole lines with their ends; what follows the last end comes as it is, at the end.</param>
    public static async Task CopyAsync(Stream source, Action<ReadOnlySpan<byte>> write)
    {
        byte[] buffer = new byte[Least];
        int filled = 0;
        while (true)
        {
            int read = await source.ReadAsync(buffer.AsMemory(filled)).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            int end = buffer.AsSpan(filled, read).LastIndexOf((byte)'\n') + 1;
            int whole = end == 0 ? 0 : filled + end;
            filled += read;
            if (whole == 0 && filled == buffer.Length && filled >= Longest)
            {
                whole = filled;
            }

            if (whole > 0)
            {
                write(buffer.AsSpan(0, whole));
                buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
                filled -= whole;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        if (filled > 0)
        {
            write(buffer.AsSpan(0, filled));
        }
    }
}
