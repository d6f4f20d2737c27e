using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>Settings of every socket of a link.</summary>
internal static class SocketSetup
{
    /// <summary>What a Unix socket may hold; the kernel allows less by default, and cuts it down without a word.</summary>
    private const int UnixBuffer = 512 * 1024;

    public static void Prepare(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            socket.SendBufferSize = UnixBuffer;
            return;
        }

        // The buffers of TCP are left to the kernel, which fits them to the way.
        socket.NoDelay = true;
    }
}
