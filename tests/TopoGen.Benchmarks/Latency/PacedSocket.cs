using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>One hop to a second process through a bare Unix socket, as <see cref="CopiedRecords{TRecord}"/>.</summary>
internal sealed class PacedSocket : ILatencySubject
{
    /// <summary>Of the second process.</summary>
    public const string Peer = "paced-socket";

    private readonly StormBoard _board = StormBoard.Make();
    private readonly TemporaryListener _listener = new();
    private readonly PeerLines _peer = PeerProcess.Of(Peer);
    private readonly Task _sender;

    public PacedSocket()
    {
        Meter = new StormMeter(_board, new ProcessTree(Environment.ProcessId));
        _sender = Task.Factory.StartNew(Send, TaskCreationOptions.LongRunning);
    }

    public StormMeter Meter { get; }

    public async Task StartedAsync(StormCount counted)
    {
        await _peer.SayAsync($"{_listener.Path}\t{_board.Folder}");
        while (_board.Sum(counted) == 0 && !_sender.IsCompleted)
        {
            await Task.Delay(20);
        }
    }

    public async Task FinishAsync()
    {
        Meter.End();
        await _sender.WaitAsync(TimeSpan.FromSeconds(10));
        await _peer.HearAsync();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _board.Dispose();
    }

    public static async Task ServeAsync(string[] request, PeerLines lines)
    {
        using Socket socket = TemporaryListener.Connect(request[0]);
        var arrivals = new StormArrivals(StormBoard.Open(request[1]), task: 0);
        Receive(socket, arrivals);
        arrivals.Save();
        await lines.SayAsync("saved");
    }

    private void Send()
    {
        using Socket socket = _listener.Accept();
        var pace = new StormPace(_board, task: 0, tasks: 1);
        var rest = new Parking();
        var items = new StormItem[CopiedRecords<SmallRecord>.BufferSize / Unsafe.SizeOf<StormItem>()];
        int filled = 0;
        for (long next = 0; ;)
        {
            bool isDue = next < pace.Due || pace.Allows(next);
            if (isDue)
            {
                items[filled++] = new StormItem(next, pace.Intended(next));
                next++;
            }

            if (filled == items.Length || !isDue)
            {
                for (ReadOnlySpan<byte> left = MemoryMarshal.AsBytes(items.AsSpan(0, filled)); left.Length > 0;)
                {
                    left = left[socket.Send(left)..];
                }

                filled = 0;
            }

            if (!isDue && pace.Status == SpoutStatus.End)
            {
                return;
            }

            if (!isDue && pace.Status == SpoutStatus.Idle)
            {
                rest.Rest(milliseconds: 1);
            }
        }
    }

    private static void Receive(Socket socket, StormArrivals arrivals)
    {
        byte[] buffer = new byte[CopiedRecords<SmallRecord>.BufferSize];
        long arrived = 0;
        int held = 0;
        while (socket.Receive(buffer.AsSpan(held)) is var received and > 0)
        {
            held += received;
            ReadOnlySpan<StormItem> items = MemoryMarshal.Cast<byte, StormItem>(buffer.AsSpan(0, held));
            foreach (ref readonly StormItem item in items)
            {
                arrivals.Take(++arrived, item.Intended);
            }

            int whole = items.Length * Unsafe.SizeOf<StormItem>();
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }
    }
}
