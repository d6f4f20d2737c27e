using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace TopoGen.Benchmarks;

/// <summary>Records from this process to another one, over a Unix socket, without TopoGen.</summary>
internal static class SocketRun
{
    public static async Task<Figures> RunAsync<TStream>(string name, long count)
        where TStream : IRecordStream
    {
        PeerLines peer = PeerProcess.Of(name);
        using var listener = new TemporaryListener();
        await peer.SayAsync(listener.Path);
        long begun;
        using (Socket socket = listener.Accept())
        {
            begun = Stopwatch.GetTimestamp();
            TStream.Send(socket, count);
            socket.Shutdown(SocketShutdown.Send);
            string[] answer = (await peer.HearAsync()).Split('\t');
            PassThroughRun.Verify(long.Parse(answer[0], CultureInfo.InvariantCulture), count);
            long ended = long.Parse(answer[1], CultureInfo.InvariantCulture);
            return new Dictionary<string, double> { ["ns"] = Stopwatch.GetElapsedTime(begun, ended).TotalNanoseconds / count };
        }
    }

    public static async Task ServeAsync<TStream>(string[] request, PeerLines lines)
        where TStream : IRecordStream
    {
        using Socket socket = TemporaryListener.Connect(request[0]);
        long sum = TStream.Receive(socket);

        // One clock for all processes of a machine: it counts from when that was started.
        await lines.SayAsync($"{sum}\t{Stopwatch.GetTimestamp()}");
    }
}
