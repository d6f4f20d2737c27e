using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Two processes over shared memory as links use it, without handshake and engine.</summary>
internal static class RingPair
{
    private const string Folder = "/dev/shm";

    private static readonly int Size = new LinkOptions().RingSize;

    /// <param name="peer">The other process.</param>
    /// <param name="word">What it must know besides.</param>
    public static async Task<LinkSocket> OpenAsync(PeerLines peer, string word)
    {
        using var listener = new TemporaryListener();
        RingFile rings = RingFile.Make(Folder, Size);
        await peer.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{listener.Path}\t{rings.Offer.Id}\t{rings.Offer.Size}\t{word}"));
        var opened = new SharedSocket(LinuxSocket.OrPlain(listener.Accept(), "peer"), rings);
        await peer.HearAsync();
        return opened;
    }

    /// <returns>The stream, and the word.</returns>
    public static async Task<(LinkSocket Socket, string Word)> JoinAsync(string[] request, PeerLines lines)
    {
        var rings = RingFile.Take(Folder, new RingOffer(Guid.Parse(request[1]), int.Parse(request[2], CultureInfo.InvariantCulture)));
        var joined = new SharedSocket(LinuxSocket.OrPlain(TemporaryListener.Connect(request[0]), "peer"), rings);
        await lines.SayAsync("joined");
        return (joined, request[3]);
    }
}
