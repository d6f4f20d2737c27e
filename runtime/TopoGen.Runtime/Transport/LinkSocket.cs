namespace TopoGen.Runtime;

/// <summary>
/// A connected byte stream between two workers. One thread reads, one thread at a time sends, and anybody may shut it down,
/// which wakes both.
/// </summary>
internal abstract class LinkSocket : IDisposable
{
    /// <summary>Whether <see cref="TrySend"/> returns at once; else it blocks, and only the link's own thread may call it.</summary>
    public abstract bool SendsDirectly { get; }

    /// <summary>Whether both ends are on this host, and nothing lies between them that must see the bytes.</summary>
    public virtual bool IsLocal => false;

    /// <summary>What this socket is, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Why reading or sending failed last, or null.</summary>
    public string? Error { get; protected set; }

    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came; 0 when the stream is over or broken.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <returns>How many bytes were taken; 0 when the socket is full, -1 when it is broken.</returns>
    public abstract int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Waits until a full socket may have room, or is broken.</summary>
    public abstract void WaitForRoom();

    /// <summary>Ends both directions. Any thread, any number of times.</summary>
    public abstract void Shutdown();

    public abstract void Dispose();

    /// <summary>Reads so many bytes.</summary>
    /// <returns>Whether they came before the end of the stream.</returns>
    public bool TryReadExactly(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int read = Read(buffer);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
        }

        return true;
    }

    /// <summary>Sends all of it, waiting for room.</summary>
    /// <returns>Whether the socket took it.</returns>
    public bool TrySendAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int sent = TrySend(bytes);
            if (sent < 0)
            {
                return false;
            }

            if (sent == 0)
            {
                WaitForRoom();
            }

            bytes = bytes[sent..];
        }

        return true;
    }
}
