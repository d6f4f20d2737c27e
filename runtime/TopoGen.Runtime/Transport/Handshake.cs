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
    /// <param name="rings">Shared memory, where both sides are ready and use it for what follows.</param>
    /// <param name="reason">Why not, for people.</param>
    public static HandshakeCode Dial(
        LinkSocket socket, string id, string peer, LinkContext context, out RingFile? rings, out string reason)
    {
        rings = null;
        HandshakeParty self = Party(id, socket, context);
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

        RingFile? made = self.TakesRings && other.TakesRings ? context.Rings.TryMake() : null;
        try
        {
            code = Prove(socket, self, other, peer, context, made, out bool isTaken, out reason);
            rings = isTaken ? made : null;
            return code;
        }
        finally
        {
            made?.Unlink();
            if (rings is null)
            {
                made?.Dispose();
            }
        }
    }

    /// <summary>The second half of the dialler's side.</summary>
    private static HandshakeCode Prove(
        LinkSocket socket,
        HandshakeParty self,
        HandshakeParty other,
        string peer,
        LinkContext context,
        RingFile? made,
        out bool isTaken,
        out string reason)
    {
        isTaken = false;
        if (!socket.TrySendAll(HandshakeFormat.Proof(SharedSecret.DiallerProof(context.Options.Secret, self, other), made?.Offer)))
        {
            reason = Lost(socket);
            return HandshakeCode.Unreachable;
        }

        Span<byte> buffer = stackalloc byte[HandshakeFormat.MaxBody];
        HandshakeCode code = Read(socket, HandshakeKind.Verdict, buffer, out ReadOnlySpan<byte> body, out reason);
        if (code != HandshakeCode.Ready)
        {
            return code;
        }

        if (!HandshakeFormat.TryReadReady(body, out ReadOnlySpan<byte> proof, out bool saysTaken))
        {
            reason = "it sent a malformed verdict";
            return HandshakeCode.Refused;
        }

        if (!SharedSecret.Equal(proof, SharedSecret.AcceptorProof(context.Options.Secret, self, other)))
        {
            reason = "it does not know the secret of this worker";
            return HandshakeCode.Refused;
        }

        if (other.Schema != context.Schema || other.Id != peer)
        {
            reason = $"it is worker '{other.Id}' of topology {other.Schema:x16} and says that is right for '{peer}' of {context.Schema:x16}";
            return HandshakeCode.Refused;
        }

        if (saysTaken && made is not { IsTaken: true })
        {
            reason = "it took shared memory that this worker did not offer";
            return HandshakeCode.Unreachable;
        }

        isTaken = saysTaken;

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
        HandshakeParty self = Party(id, socket, context);
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

        if (!HandshakeFormat.TryReadProof(body, out ReadOnlySpan<byte> proof, out RingOffer? offer))
        {
            reason = "it sent a malformed proof";
            return HandshakeCode.Refused;
        }

        if (!SharedSecret.Equal(proof, SharedSecret.DiallerProof(secret, other, self)))
        {
            reason = $"workers '{other.Id}' and '{id}' have different secrets; give both the same";
            return HandshakeCode.Refused;
        }

        request = request with { Offer = self.TakesRings ? offer : null };

        return HandshakeCode.Ready;
    }

    private static HandshakeParty Party(string id, LinkSocket socket, LinkContext context)
        => new(
            id,
            context.Schema,
            context.Generation,
            RandomNumberGenerator.GetBytes(HandshakeFormat.SecretSize),
            context.Options.Secret is not null,
            context.Options.MaxTupleSize,
            context.Rings.Suit(socket));

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
        if (isVerdict && code != HandshakeCode.Ready && length >= HandshakeFormat.SecretSize)
        {
            reason = ReasonText.Read(body[HandshakeFormat.SecretSize..]);
            return code < HandshakeCode.Refused ? code : HandshakeCode.Refused;
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
