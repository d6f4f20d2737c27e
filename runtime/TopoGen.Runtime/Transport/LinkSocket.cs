namespace TopoGen.Runtime;

/// <summary>
/// A connected byte stream between two workers. One thread at a time reads, one thread at a time sends, and anybody may shut it down,
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

    /// <summary>Whether <see cref="TryRead"/> returns at once, so that any thread may read; else only the link's reader may.</summary>
    public virtual bool CanPoll => false;

    /// <summary>Whether somebody polls: then the link's reader leaves the bytes to them.</summary>
    public virtual bool IsPolled => false;

    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came; 0 when the stream is over or broken.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Reads what is there; waits for bytes only where it cannot be polled.</summary>
    /// <returns>How many bytes came; 0 where there are none now, -1 when the stream is over or broken.</returns>
    public virtual int TryRead(Span<byte> buffer) => Read(buffer) is var read and > 0 ? read : -1;

    /// <summary>Waits until <see cref="TryRead"/> may have something; while others poll, until they end or cannot go on. The link's reader's.</summary>
    public virtual void WaitForBytes()
    {
    }

    /// <summary>Somebody will look for bytes over and over: the peer wakes nobody.</summary>
    public virtual void BeginPolling()
    {
    }

    /// <summary>Nobody will any more: the peer wakes the link's reader.</summary>
    /// <returns>Whether nothing came in the last moment that the reader would not see.</returns>
    public virtual bool TryEndPolling() => true;

    /// <summary>Lets the peer's next bytes wake the link's reader, though somebody polls.</summary>
    public virtual void CallReader()
    {
    }

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
