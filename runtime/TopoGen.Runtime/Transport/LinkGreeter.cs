using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace TopoGen.Runtime;

/// <summary>
/// Shakes hands with those who connect, and gives their connections to their links. Each connection has a thread of its own, which
/// becomes the link's reader. Thread-safe.
/// </summary>
/// <param name="context">What all links share.</param>
/// <param name="self">This worker's id, or null before it has one.</param>
/// <param name="judge">Decides about a dialler that knows the secret.</param>
internal sealed class LinkGreeter(LinkContext context, Func<string?> self, Func<HandshakeRequest, LinkVerdict> judge)
{
    /// <summary>Handshakes at once; more are turned away, and come again.</summary>
    private const int MaxHandshakes = 256;

    /// <summary>The first byte of a TLS handshake.</summary>
    private const byte TlsRecord = 0x16;

    private readonly Lock _sync = new();
    private readonly HashSet<Thread> _threads = [];

    /// <summary>Takes a connection over that was just accepted.</summary>
    public void Greet(Socket socket)
    {
        if (context.Handshakes.Count >= MaxHandshakes)
        {
            context.Reports.Once($"More than {MaxHandshakes} connections are in their handshake; others are turned away");
            socket.Dispose();
            return;
        }

        context.Handshakes.Begin(socket);
        var thread = new Thread(() => Run(socket)) { IsBackground = true, Name = "topogen-accepted" };
        lock (_sync)
        {
            _threads.Add(thread);
        }

        thread.Start();
    }

    /// <summary>Waits until its threads have ended: handshakes were stopped and links cut.</summary>
    public void Join()
    {
        Thread[] threads;
        lock (_sync)
        {
            threads = [.. _threads];
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }

    private void Run(Socket socket)
    {
        try
        {
            string name = socket.RemoteEndPoint is IPEndPoint remote ? remote.Address.ToString() : "this host";
            SocketSetup.Prepare(socket);
            using LinkSocket? link = Secure(socket, name);
            if (link is not null)
            {
                Greet(socket, link);
            }
        }
        catch (SocketException)
        {
            // It was gone before it was greeted.
        }
        catch (Exception exception)
        {
            context.Reports.Failed("An accepted connection", exception);
        }
        finally
        {
            context.Handshakes.End(socket);
            socket.Dispose();
            lock (_sync)
            {
                _threads.Remove(Thread.CurrentThread);
            }
        }
    }

    private void Greet(Socket socket, LinkSocket link)
    {
        string? subject = null;
        HandshakeCode code = Handshake.Accept(link, self() ?? "", context, out HandshakeRequest request, out string reason);
        if (code == HandshakeCode.Ready)
        {
            LinkVerdict verdict = judge(request);
            if (verdict.Link is { } target)
            {
                RingFile? rings = request.Offer is { } offer ? context.Rings.TryTake(offer) : null;
                target.Serve(rings is null ? link : new SharedSocket(link, rings), () =>
                {
                    bool isSent = link.TrySendAll(HandshakeFormat.Ready(request.Proof, takesOffer: rings is not null));
                    context.Handshakes.End(socket);
                    return isSent;
                });
                return;
            }

            (code, reason, subject) = (verdict.Code, verdict.Reason, verdict.Subject);
        }

        if (code is HandshakeCode.Refused or HandshakeCode.Stranger)
        {
            context.CountRefused();
        }

        if (code != HandshakeCode.NotYet)
        {
            context.Reports.Once($"A connection from {link.Name} was refused: {reason}", subject);
        }

        if (code != HandshakeCode.Unreachable)
        {
            link.TrySendAll(HandshakeFormat.Refusal(code, reason));
        }
    }

    /// <returns>The socket to talk over, or null where that is not possible.</returns>
    private LinkSocket? Secure(Socket socket, string name)
    {
        if (context.Tls is not { } tls || socket.AddressFamily == AddressFamily.Unix)
        {
            return LinuxSocket.OrPlain(socket, name);
        }

        Span<byte> first = stackalloc byte[1];
        if (socket.Receive(first, SocketFlags.Peek) == 0)
        {
            return null;
        }

        if (first[0] != TlsRecord)
        {
            const string Plain = "it speaks no TLS and this port does; give both sides a certificate, or none";
            context.CountRefused();
            context.Reports.Once($"A connection from {name} was refused: {Plain}");
            using LinkSocket plain = LinuxSocket.OrPlain(socket, name);
            plain.TrySendAll(HandshakeFormat.Refusal(HandshakeCode.Refused, Plain));
            return null;
        }

        try
        {
            return tls.Accept(socket, name);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            context.CountRefused();
            context.Reports.Once($"A connection from {name} was refused: TLS failed: {exception.Message}");
            return null;
        }
    }
}
