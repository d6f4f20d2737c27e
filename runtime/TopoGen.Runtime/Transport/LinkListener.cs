using System.Net;
using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>
/// Accepts connections on one endpoint until it is disposed of, on a thread of its own: work that fills the thread pool must not
/// keep other workers out.
/// </summary>
internal sealed class LinkListener : IDisposable
{
    private const int Backlog = 128;

    /// <summary>How long it pauses after a failure such as too many open files, which lasts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly LinkContext _context;
    private readonly Action<Socket> _accepted;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _isOver = new();

    /// <param name="end">Where to listen.</param>
    /// <param name="context">For reports.</param>
    /// <param name="accepted">Takes a connection over; must not block.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public LinkListener(EndPoint end, LinkContext context, Action<Socket> accepted)
    {
        _context = context;
        _accepted = accepted;
        _socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _socket.Bind(end);
            _socket.Listen(Backlog);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _thread = new Thread(Accept) { IsBackground = true, Name = "topogen-accept" };
    }

    public EndPoint End => _socket.LocalEndPoint!;

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _isOver.Set();
        _socket.Dispose();
        _thread.Join();
        _isOver.Dispose();
    }

    private void Accept()
    {
        while (!_isOver.IsSet)
        {
            try
            {
                _accepted(_socket.Accept());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                if (!_isOver.Wait(Pause))
                {
                    _context.Reports.Once($"A connection could not be accepted: {exception.Message}");
                }
            }
        }
    }
}
