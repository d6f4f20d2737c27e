using System.Globalization;
using System.Net.Sockets;

namespace TopoGen.Benchmarks;

/// <summary>Eight bytes to another process and back, each millisecond, by blocking calls on a socket.</summary>
internal static class SocketPing
{
    public static async Task<Figures> RunAsync(string name, long count)
    {
        PeerLines peer = PeerProcess.Of(name);
        using var listener = new TemporaryListener();
        await peer.SayAsync($"{listener.Path}\t{count}");
        using Socket socket = listener.Accept();
        var latencies = new PingLatencies((int)count);
        var thread = new Thread(() => Ping(socket, latencies));
        thread.Start();
        thread.Join();
        await peer.HearAsync();
        return latencies.Figures();
    }

    public static async Task ServeAsync(string[] request, PeerLines lines)
    {
        using Socket socket = TemporaryListener.Connect(request[0]);
        byte[] message = new byte[sizeof(long)];
        for (long left = long.Parse(request[1], CultureInfo.InvariantCulture); left > 0; left--)
        {
            Receive(socket, message);
            socket.Send(message);
        }

        await lines.SayAsync("done");
    }

    private static void Ping(Socket socket, PingLatencies latencies)
    {
        byte[] message = new byte[sizeof(long)];
        var clock = new Parking();
        for (int i = 0; i < latencies.Count; i++)
        {
            clock.Rest(milliseconds: 1);
            long sentAt = PingLatencies.Now();
            socket.Send(message);
            Receive(socket, message);
            latencies.Add(sentAt);
        }
    }

    private static void Receive(Socket socket, Span<byte> message)
    {
        while (message.Length > 0)
        {
            int received = socket.Receive(message);
            message = received > 0 ? message[received..] : throw new InvalidOperationException("The other process ended early.");
        }
    }
}
