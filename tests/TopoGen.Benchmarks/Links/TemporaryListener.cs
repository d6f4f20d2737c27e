using System.Net.Sockets;

namespace TopoGen.Benchmarks;

/// <summary>A Unix socket in a folder of its own, with the buffers that links ask for.</summary>
internal sealed class TemporaryListener : IDisposable
{
    private const int SendBuffer = 512 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public TemporaryListener()
    {
        Path = System.IO.Path.Combine(_folder.FullName, "socket");
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _socket.Listen();
    }

    public string Path { get; }

    public static Socket Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.SendBufferSize = SendBuffer;
        return socket;
    }

    public Socket Accept()
    {
        Socket accepted = _socket.Accept();
        accepted.SendBufferSize = SendBuffer;
        return accepted;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _folder.Delete(recursive: true);
    }
}
