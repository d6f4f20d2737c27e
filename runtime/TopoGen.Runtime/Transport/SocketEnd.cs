using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>Ends a socket, whatever state it is in.</summary>
internal static class SocketEnd
{
    /// <summary>Wakes whoever reads or sends. Sockets that are not connected any more need no waking.</summary>
    public static void Shutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side was faster, or it is disposed: either way nobody waits for it.
        }
    }
}
