using System.Diagnostics;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Worker "a" as a process of its own, which sends numbered tuples without end: to be killed.</summary>
internal sealed class SendingPeer : IDisposable
{
    public const string Command = "send-numbers";

    private readonly Process _process;

    /// <param name="socket">Where worker "b" listens.</param>
    /// <param name="incarnation">Of the channel.</param>
    public SendingPeer(string socket, long incarnation)
        => _process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(SendingPeer).Assembly.Location, Command, socket, $"{incarnation}" },
        })!;

    public static WorkerInfo Info { get; } = new() { Id = "a", Process = "a", Name = "a", Host = "here", ProcessId = 1, Socket = "/nowhere" };

    public static async Task RunAsync(string socket, long incarnation)
    {
        await using var hub = new LinkHub(TestWorker.Options(), TestWorker.Schema, TimeProvider.System, new CapturedLog());
        hub.SetPeers(Info, [Info with { Id = "b", Process = "b", Name = "b", Socket = socket }], 1);
        var room = new SemaphoreSlim(0);
        using IChannelSender sender = hub.OpenSender(Numbered.Channel(0, incarnation), "b", () => room.Release());
        for (long number = 0; ; number += 16)
        {
            while (!sender.HasRoom)
            {
                await room.WaitAsync();
            }

            sender.Write(number, number + 16, filler: (int)(number % 5000), batch: 16);
            sender.Flush();
        }
    }

    /// <summary>With a signal that it cannot handle.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
