using System.Security.Cryptography;

namespace TopoGen.Runtime;

/// <summary>The handshake of two workers over a new connection. Blocks; whoever calls it has set a deadline on the socket.</summary>
internal static class Handshake
{
    /// <summary>The dialler's side.</summary>
    /// <param name="socket">Just connected.</param>
    /// <param name="id">Its own id.</param>
    /// <param name="peer">Whom it means to reach.</param>
    /// <param name="context">Schema, generation and secret.</param>
    /// <param name="reason">Why not, for people.</param>
    public static HandshakeCode Dial(LinkSocket socket, string id, string peer, LinkContext context, out string reason)
    {
        HandshakeParty self = Party(id, context);
        Span<byte> buffer = stackalloc byte[HandshakeFormat.MaxBody];
        if (!socket.TrySendAll(HandshakeFormat.Hello(self, peer)))
        {
            reason = Lost(socket);
            return HandshakeCode.Unreachable;
        }

        HandshakeCode code = Read(socket, HandshakeKind.Challenge, buffer, out ReadOnlySpan<byte> body, out reason);
        if (code != HandshakeCode.Ready)
        {
            return code;
        }

        if (!HandshakeFormat.TryReadChallenge(body, out HandshakeParty other))
        {
            reason = "it sent a malformed challenge";
            return HandshakeCode.Refused;
        }

        if (!socket.TrySendAll(HandshakeFormat.Proof(SharedSecret.DiallerProof(context.Options.Secret, self, other))))
        {
            reason = Lost(socket);
            return HandshakeCode.Unreachable;
        }

        code = Read(socket, HandshakeKind.Verdict, buffer, out body, out reason);
        if (code != HandshakeCode.Ready)
        {
            return code;
        }

        if (!SharedSecret.Equal(body[..HandshakeFormat.SecretSize], SharedSecret.AcceptorProof(context.Options.Secret, self, other)))
        {
            reason = "it does not know the secret of this worker";
            return HandshakeCode.Refused;
        }

        if (other.Schema != context.Schema || other.Id != peer)
        {
            reason = $"it is worker '{other.Id}' of topology {other.Schema:x16} and says that is right for '{peer}' of {context.Schema:x16}";
            return HandshakeCode.Refused;
        }

        return HandshakeCode.Ready;
    }

    /// <summary>The acceptor's side, up to its verdict.</summary>
    /// <param name="socket">Just accepted.</param>
    /// <param name="id">Its own id; empty before it has one.</param>
    /// <param name="context">Schema, generation and secret.</param>
    /// <param name="request">Who wants to be linked to whom.</param>
    /// <param name="reason">Why not, for people.</param>
    public static HandshakeCode Accept(LinkSocket socket, string id, LinkContext context, out HandshakeRequest request, out string reason)
    {
        request = default;
        HandshakeParty self = Party(id, context);
        Span<byte> buffer = stackalloc byte[HandshakeFormat.MaxBody];
        HandshakeCode code = Read(socket, HandshakeKind.Hello, buffer, out ReadOnlySpan<byte> body, out reason);
        if (code != HandshakeCode.Ready)
        {
            return code;
        }

        if (!HandshakeFormat.TryReadHello(body, out HandshakeParty other, out string to))
        {
            reason = "it sent a malformed hello";
            return HandshakeCode.Refused;
        }

        if (id.Length == 0)
        {
            reason = "this worker has no plan yet";
            return HandshakeCode.NotYet;
        }

        string? secret = context.Options.Secret;
        request = new HandshakeRequest(other, to, SharedSecret.AcceptorProof(secret, other, self));
        if (other.HasSecret != self.HasSecret)
        {
            reason = other.HasSecret
                ? $"worker '{other.Id}' has a secret and worker '{id}' has none; give both the same"
                : $"worker '{id}' has a secret and worker '{other.Id}' has none; give both the same";
            return HandshakeCode.Refused;
        }

        if (!socket.TrySendAll(HandshakeFormat.Challenge(self)))
        {
            reason = Lost(socket);
            return HandshakeCode.Unreachable;
        }

        code = Read(socket, HandshakeKind.Proof, buffer, out body, out reason);
        if (code != HandshakeCode.Ready)
        {
            return code;
        }

        if (!SharedSecret.Equal(body, SharedSecret.DiallerProof(secret, other, self)))
        {
            reason = $"workers '{other.Id}' and '{id}' have different secrets; give both the same";
            return HandshakeCode.Refused;
        }

        return HandshakeCode.Ready;
    }

    private static HandshakeParty Party(string id, LinkContext context)
        => new(id, context.Schema, context.Generation, RandomNumberGenerator.GetBytes(HandshakeFormat.SecretSize), context.Options.Secret is not null);

    /// <summary>Reads a message of one kind, or a verdict in its place.</summary>
    private static HandshakeCode Read(
        LinkSocket socket, HandshakeKind expected, Span<byte> buffer, out ReadOnlySpan<byte> body, out string reason)
    {
        body = default;
        reason = "";
        Span<byte> prefix = stackalloc byte[HandshakeFormat.PrefixSize];
        if (!socket.TryReadExactly(prefix))
        {
            reason = Lost(socket);
            return HandshakeCode.Unreachable;
        }

        if (HandshakeFormat.ReadPrefix(prefix, out HandshakeKind kind, out HandshakeCode code, out int length) is { } wrong)
        {
            reason = wrong;
            return HandshakeCode.Refused;
        }

        Span<byte> target = buffer[..length];
        if (!socket.TryReadExactly(target))
        {
            reason = Lost(socket);
            return HandshakeCode.Unreachable;
        }

        body = target;
        bool isVerdict = kind == HandshakeKind.Verdict && expected is (HandshakeKind.Challenge or HandshakeKind.Verdict);
        if (isVerdict && length >= HandshakeFormat.SecretSize && (code != HandshakeCode.Ready || kind == expected))
        {
            reason = ReasonText.Read(body[HandshakeFormat.SecretSize..]);
            return code <= HandshakeCode.Refused ? code : HandshakeCode.Refused;
        }

        if (kind != expected || code != HandshakeCode.Ready)
        {
            reason = $"it sent handshake message {(byte)kind} of code {(byte)code} in place of {expected}";
            return HandshakeCode.Refused;
        }

        return HandshakeCode.Ready;
    }

    private static string Lost(LinkSocket socket)
        => socket.Error is { } error ? $"the connection broke during the handshake: {error}" : "it closed the connection during the handshake, or took too long";
}
