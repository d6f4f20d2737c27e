using System.Net.Sockets;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>
/// Stands between a dialler and a worker's Unix socket. Cuts each connection after a random number of bytes, so in the middle of
/// frames, or after a random time; and can stop forwarding one direction without closing anything.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-proxy-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _target;
    private readonly Random _random;
    private readonly TimeSpan? _mostTime;
    private readonly Task _accepting;
    private readonly Lock _sync = new();
    private readonly List<Socket> _open = [];
    private long _cuts;
    private long _cutsLeft;

    /// <param name="target">The socket to forward to.</param>
    /// <param name="seed">For the places of the cuts.</param>
    /// <param name="cuts">How many connections are cut; later ones live.</param>
    /// <param name="mostBytes">After so many bytes at the latest.</param>
    /// <param name="mostTime">Or after so much time.</param>
    public FaultProxy(string target, int seed = 0, long cuts = 0, int mostBytes = 100_000, TimeSpan? mostTime = null)
    {
        _mostTime = mostTime;
        _target = target;
        _random = new Random(seed);
        _cutsLeft = cuts;
        MostBytes = mostBytes;
        Path = System.IO.Path.Combine(_folder, "p.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Path { get; }

    public long Cuts => Volatile.Read(ref _cuts);

    /// <summary>Swallow what the dialler sends.</summary>
    public volatile bool IsDeafForward;

    /// <summary>Swallow what the worker sends.</summary>
    public volatile bool IsDeafBackward;

    private int MostBytes { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        lock (_sync)
        {
            _open.ForEach(static socket => socket.Dispose());
        }

        await _accepting;
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        var forwarding = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket near = await _listener.AcceptAsync(_stop.Token);
                var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await far.ConnectAsync(new UnixDomainSocketEndPoint(_target));
                forwarding.Add(ForwardAsync(near, far));
                forwarding.RemoveAll(static task => task.IsCompletedSuccessfully);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (_stop.IsCancellationRequested)
                {
                    break;
                }
            }
        }

        await Task.WhenAll(forwarding);
    }

    private async Task ForwardAsync(Socket near, Socket far)
    {
        long[] left = [long.MaxValue];
        Task cutting = Task.CompletedTask;
        lock (_sync)
        {
            _open.RemoveAll(static socket => !socket.Connected);
            _open.Add(near);
            _open.Add(far);
            if (_cutsLeft > 0)
            {
                left[0] = _random.Next(1, MostBytes);
                cutting = _mostTime is { } time ? CutAsync(near, far, left, _random.NextDouble() * time) : cutting;
            }
        }

        await Task.WhenAll(PumpAsync(near, far, left, () => IsDeafForward), PumpAsync(far, near, left, () => IsDeafBackward), cutting);
        near.Dispose();
        far.Dispose();
        if (left[0] <= 0)
        {
            Interlocked.Decrement(ref _cutsLeft);
            Interlocked.Increment(ref _cuts);
        }
    }

    private async Task CutAsync(Socket near, Socket far, long[] left, TimeSpan delay)
    {
        await Task.Delay(delay, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref left[0], 0);
        SocketEnd.Shutdown(near);
        SocketEnd.Shutdown(far);
    }

    private async Task PumpAsync(Socket from, Socket to, long[] left, Func<bool> isDeaf)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                int read = await from.ReceiveAsync(buffer, _stop.Token);
                if (read == 0)
                {
                    break;
                }

                if (isDeaf())
                {
                    continue;
                }

                long rest = Interlocked.Add(ref left[0], -read);
                int passed = (int)Math.Max(0, rest < 0 ? read + rest : read);
                for (int sent = 0; sent < passed;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, passed - sent), _stop.Token);
                }

                if (rest <= 0)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side is gone: so is the other in a moment.
        }

        SocketEnd.Shutdown(from);
        SocketEnd.Shutdown(to);
    }
}
