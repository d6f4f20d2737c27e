using System.Net;
using System.Net.Sockets;

namespace TopoGen.Runtime;

/// <summary>Accepts connections on one endpoint until it is disposed of.</summary>
internal sealed class LinkListener : IAsyncDisposable
{
    private const int Backlog = 128;

    /// <summary>How long it pauses after a failure such as too many open files, which lasts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket;
    private readonly LinkContext _context;
    private readonly Action<Socket> _accepted;
    private Task _accepting = Task.CompletedTask;

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
    }

    public EndPoint End => _socket.LocalEndPoint!;

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _accepted(await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (Exception exception) when (
                _stop.IsCancellationRequested && exception is (OperationCanceledException or ObjectDisposedException or SocketException))
            {
                return;
            }
            catch (SocketException exception)
            {
                _context.Reports.Once($"A connection could not be accepted: {exception.Message}");
                try
                {
                    await Task.Delay(Pause, _context.Time, _stop.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
