using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>
/// A socket without encryption. It never blocks in the kernel's calls; where there is nothing to read it waits in a poll, so
/// that the same socket can send without blocking.
/// </summary>
internal sealed class PlainSocket : LinkSocket
{
    /// <summary>Who got so much at once reads a stream: more is about to come.</summary>
    private const int Much = 32 * 1024;

    /// <summary>How often such a reader gives its processor to the sender, which may wait for it, before it sleeps.</summary>
    private const int MostYields = 8;

    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly Socket _socket;
    private int _yields;

    public PlainSocket(Socket socket, string name)
    {
        _socket = socket;
        Name = name;
        socket.Blocking = false;
    }

    public override bool SendsDirectly => true;

    public override string Name { get; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            while (true)
            {
                int read = _socket.Receive(buffer, SocketFlags.None, out SocketError error);
                if (error == SocketError.Success)
                {
                    _yields = read >= Much ? MostYields : 0;
                    return read;
                }

                if (error != SocketError.WouldBlock)
                {
                    Error = Describe(error);
                    return 0;
                }

                if (_yields > 0)
                {
                    _yields--;
                    Thread.Yield();
                    continue;
                }

                _socket.Poll(Forever, SelectMode.SelectRead);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            Error = exception.Message;
            return 0;
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            int sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
            switch (error)
            {
                case SocketError.Success:
                    return sent;
                case SocketError.WouldBlock:
                    return Math.Max(0, sent);
                default:
                    Error = Describe(error);
                    return -1;
            }
        }
        catch (ObjectDisposedException exception)
        {
            Error = exception.Message;
            return -1;
        }
    }

    public override void WaitForRoom()
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

    public override void Shutdown() => SocketEnd.Shutdown(_socket);

    public override void Dispose() => _socket.Dispose();

    private static string Describe(SocketError error) => new SocketException((int)error).Message;
}
