using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>
/// A socket without encryption, on any system. It never blocks in the kernel's calls; where there is nothing to read it waits in a poll,
/// so that the same socket can send without blocking.
/// </summary>
internal class PlainSocket : LinkSocket
{
    /// <summary>What <see cref="Receive"/> and <see cref="Send"/> return where the call would have to wait.</summary>
    protected const int WouldBlock = -1;

    /// <summary>What they return where the socket is broken; <see cref="LinkSocket.Error"/> says why.</summary>
    protected const int Broken = -2;

    /// <summary>Who got so much at once reads a stream: more is about to come.</summary>
    private const int Much = 32 * 1024;

    /// <summary>How often such a reader gives its processor to the sender, which may wait for it, before it sleeps.</summary>
    private const int MostYields = 8;

    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly Socket _socket;
    private int _yields;

    public PlainSocket(Socket socket, string name)
        : this(socket, name, blocks: false)
    {
    }

    protected PlainSocket(Socket socket, string name, bool blocks)
    {
        _socket = socket;
        Name = name;
        socket.Blocking = blocks;
    }

    public sealed override bool SendsDirectly => true;

    public sealed override string Name { get; }

    public sealed override int Read(Span<byte> buffer)
    {
        try
        {
            while (true)
            {
                int read = Receive(buffer, waits: _yields == 0);
                if (read != WouldBlock)
                {
                    _yields = read >= Much ? MostYields : 0;
                    return Math.Max(0, read);
                }

                if (_yields > 0)
                {
                    _yields--;
                    Thread.Yield();
                }
                else
                {
                    _socket.Poll(Forever, SelectMode.SelectRead);
                }
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            Error = exception.Message;
            return 0;
        }
    }

    public sealed override int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Send(bytes) switch
            {
                WouldBlock => 0,
                Broken => -1,
                int sent => sent,
            };
        }
        catch (ObjectDisposedException exception)
        {
            Error = exception.Message;
            return -1;
        }
    }

    public sealed override void WaitForRoom()
    {
        try
        {
            _socket.Poll(Forever, SelectMode.SelectWrite);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            Error = exception.Message;
        }
    }

    public sealed override void Shutdown() => SocketEnd.Shutdown(_socket);

    public sealed override void Dispose() => _socket.Dispose();

    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="waits">Whether the call may wait for bytes; it need not.</param>
    /// <returns>How many came, 0 at the end of the stream, <see cref="WouldBlock"/> or <see cref="Broken"/>.</returns>
    protected virtual int Receive(Span<byte> buffer, bool waits)
        => Result(_socket.Receive(buffer, SocketFlags.None, out SocketError error), error);

    /// <summary>Never waits.</summary>
    /// <returns>How many bytes were taken, <see cref="WouldBlock"/> or <see cref="Broken"/>.</returns>
    protected virtual int Send(ReadOnlySpan<byte> bytes) => Result(_socket.Send(bytes, SocketFlags.None, out SocketError error), error);

    private int Result(int bytes, SocketError error)
    {
        switch (error)
        {
            case SocketError.Success:
                return bytes;
            case SocketError.WouldBlock:
                return bytes > 0 ? bytes : WouldBlock;
            default:
                Error = new SocketException((int)error).Message;
                return Broken;
        }
    }
}
