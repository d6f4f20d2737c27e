using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>
/// A socket without encryption. It never blocks in the kernel's calls; where there is nothing to read it waits in a poll, so
/// that the same socket can send without blocking.
/// </summary>
internal sealed class PlainSocket : LinkSocket
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly Socket _socket;

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
                    return read;
                }

                if (error != SocketError.WouldBlock)
                {
                    Error = Describe(error);
                    return 0;
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
