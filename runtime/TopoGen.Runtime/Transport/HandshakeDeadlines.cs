using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>Ends handshakes that take too long, whoever is slow and however. Thread-safe.</summary>
internal sealed class HandshakeDeadlines(TimeProvider time, TimeSpan timeout)
{
    private readonly Lock _sync = new();
    private readonly Dictionary<Socket, long> _begun = [];
    private bool _isOver;

    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _begun.Count;
            }
        }
    }

    /// <summary>A handshake begins on a socket, which is shut down when its time is over.</summary>
    public void Begin(Socket socket)
    {
        lock (_sync)
        {
            _begun[socket] = time.GetTimestamp();
            if (!_isOver)
            {
                return;
            }
        }

        SocketEnd.Shutdown(socket);
    }

    /// <summary>The handshake is over.</summary>
    public void End(Socket socket)
    {
        lock (_sync)
        {
            _begun.Remove(socket);
        }
    }

    /// <summary>Shuts down what is late. To be called now and then.</summary>
    public void Tick()
    {
        lock (_sync)
        {
            foreach ((Socket socket, long begun) in _begun)
            {
                if (_isOver || time.GetElapsedTime(begun) > timeout)
                {
                    SocketEnd.Shutdown(socket);
                }
            }
        }
    }

    /// <summary>Shuts down all, those that begin later too.</summary>
    public void Stop()
    {
        lock (_sync)
        {
            _isOver = true;
        }

        Tick();
    }
}
