using System.Net.Security;
using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>A socket under TLS. Sending blocks while the socket is full.</summary>
internal sealed class TlsSocket(Socket socket, SslStream stream, string name) : LinkSocket
{
    public override bool SendsDirectly => false;

    public override string Name => name;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Error = exception.Message;
            return 0;
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
            return bytes.Length;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Error = exception.Message;
            return -1;
        }
    }

    public override void WaitForRoom()
    {
    }

    public override void Shutdown() => SocketEnd.Shutdown(socket);

    public override void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }
}
