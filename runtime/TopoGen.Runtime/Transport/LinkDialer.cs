using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace TopoGen.Runtime;

/// <summary>Connects to one peer: through its Unix socket on the same host, else over TCP. One thread's.</summary>
internal sealed class LinkDialer(WorkerInfo self, WorkerInfo peer, LinkContext context)
{
    /// <summary>Tries once; says in the log why not.</summary>
    public DialResult Dial()
    {
        bool isNear = peer.Host == self.Host && peer.Socket is not null;
        if (!isNear && peer.Address is null)
        {
            context.Reports.Once(
                $"Worker {peer.Name} cannot be reached: it runs on host '{peer.Host}', this one on '{self.Host}', and it listens on its own host only; set its Listen");
            return new DialResult(HandshakeCode.Refused, null);
        }

        // Where hosts share a name and no file system, the socket is not there but the address is.
        if (isNear && (peer.Address is null || File.Exists(peer.Socket)))
        {
            return Dial([new UnixDomainSocketEndPoint(peer.Socket!)], peer.Socket!, tls: null, host: "");
        }

        if (!HostPort.TryParse(peer.Address!, out HostPort address))
        {
            context.Reports.Once($"Worker {peer.Name} cannot be reached: its address is '{peer.Address}'; expected host:port");
            return new DialResult(HandshakeCode.Refused, null);
        }

        try
        {
            IPAddress[] addresses = IPAddress.TryParse(address.Host, out IPAddress? literal) ? [literal] : Dns.GetHostAddresses(address.Host);
            EndPoint[] ends = [.. addresses.Select(ip => new IPEndPoint(ip, address.Port))];
            return Dial(ends, peer.Address!, context.Tls, address.Host);
        }
        catch (SocketException exception)
        {
            return Fail(HandshakeCode.Unreachable, $"host '{address.Host}' cannot be resolved: {exception.Message}");
        }
    }

    private DialResult Dial(EndPoint[] ends, string name, LinkTls? tls, string host)
    {
        string reason = "it has no address";
        foreach (EndPoint end in ends)
        {
            var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            context.Handshakes.Begin(socket);
            try
            {
                if (Connect(socket, end) is not { } error)
                {
                    return Greet(socket, name, tls, host);
                }

                reason = error;
                socket.Dispose();
            }
            finally
            {
                context.Handshakes.End(socket);
            }
        }

        return Fail(HandshakeCode.Unreachable, $"cannot connect to {name}: {reason}");
    }

    /// <returns>Why not, or null.</returns>
    private string? Connect(Socket socket, EndPoint end)
    {
        try
        {
            SocketSetup.Prepare(socket);
            socket.Blocking = false;
            socket.Connect(end);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll(context.Options.ConnectTimeout, SelectMode.SelectWrite))
            {
                return $"no answer in {context.Options.ConnectTimeout.TotalSeconds} s";
            }

            int error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            return error == 0 ? null : new SocketException(error).Message;
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }

        return null;
    }

    private DialResult Greet(Socket socket, string name, LinkTls? tls, string host)
    {
        LinkSocket link;
        try
        {
            link = tls is null ? LinuxSocket.OrPlain(socket, name) : tls.Connect(socket, host, name);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            string reason = exception.InnerException is { } inner and not SocketException
                ? $"{exception.Message} ({inner.Message})"
                : exception.Message;
            return Fail(
                exception is AuthenticationException ? HandshakeCode.Refused : HandshakeCode.Unreachable,
                $"TLS with {name} failed; the other side has no certificate that is trusted here, or speaks no TLS: {reason}");
        }

        HandshakeCode code = Handshake.Dial(link, self.Id, peer.Id, context, out RingFile? rings, out string refusal);
        if (code == HandshakeCode.Ready)
        {
            return new DialResult(code, rings is null ? link : new SharedSocket(link, rings));
        }

        link.Dispose();
        return Fail(code, refusal);
    }

    private DialResult Fail(HandshakeCode code, string reason)
    {
        switch (code)
        {
            case HandshakeCode.Refused:
                context.Reports.Once($"No link to worker {peer.Name}: {reason}");
                break;
            case HandshakeCode.NotYet:
                break;
            default:
                context.Reports.Broken(peer.Name, reason);
                break;
        }

        return new DialResult(code, null);
    }
}
