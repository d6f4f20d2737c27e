using System.Buffers.Binary;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// Handshake messages as bytes: magic (4 bytes), protocol version (2), kind (1), code (1), length of the rest (2), the rest.
/// Little-endian. Reading trusts nothing.
/// </summary>
internal static class HandshakeFormat
{
    /// <summary>Raised with every change of what travels over links.</summary>
    public const ushort Version = 3;

    public const int PrefixSize = 10;

    /// <summary>The longest rest.</summary>
    public const int MaxBody = 1024;

    /// <summary>Bytes of a nonce and of a proof.</summary>
    public const int SecretSize = 32;

    /// <summary>Flags, schema, generation and longest tuple of a party, before its nonce.</summary>
    private const int FixedSize = 1 + 8 + 8 + 4;

    /// <summary>Id and size of shared memory.</summary>
    private const int OfferSize = 16 + 4;

    private const int SecretFlag = 1;

    private const int RingsFlag = 2;

    private const int MaxId = 256;

    private const int MaxReasonSize = 512;

    /// <summary>The first bytes of every message.</summary>
    public static ReadOnlySpan<byte> Magic => "TGLK"u8;

    public static byte[] Hello(HandshakeParty party, string to)
    {
        byte[] from = Id(party.Id);
        byte[] target = Id(to);
        byte[] body = new byte[FixedSize + SecretSize + 4 + from.Length + target.Length];
        WriteParty(party, body);
        Span<byte> rest = body.AsSpan(FixedSize + SecretSize);
        WriteId(ref rest, from);
        WriteId(ref rest, target);
        return Message(HandshakeKind.Hello, HandshakeCode.Ready, body);
    }

    public static bool TryReadHello(ReadOnlySpan<byte> body, out HandshakeParty party, out string to)
    {
        to = "";
        return TryReadParty(body, out party, out ReadOnlySpan<byte> rest) && TryReadId(ref rest, out to) && rest.IsEmpty;
    }

    public static byte[] Challenge(HandshakeParty party)
    {
        byte[] id = Id(party.Id);
        byte[] body = new byte[FixedSize + SecretSize + 2 + id.Length];
        WriteParty(party, body);
        Span<byte> rest = body.AsSpan(FixedSize + SecretSize);
        WriteId(ref rest, id);
        return Message(HandshakeKind.Challenge, HandshakeCode.Ready, body);
    }

    public static bool TryReadChallenge(ReadOnlySpan<byte> body, out HandshakeParty party)
        => TryReadParty(body, out party, out ReadOnlySpan<byte> rest) && rest.IsEmpty;

    public static byte[] Proof(ReadOnlySpan<byte> proof, RingOffer? offer)
    {
        Span<byte> body = stackalloc byte[SecretSize + OfferSize];
        proof.CopyTo(body);
        if (offer is not { } given)
        {
            return Message(HandshakeKind.Proof, HandshakeCode.Ready, body[..SecretSize]);
        }

        given.Id.TryWriteBytes(body[SecretSize..]);
        BinaryPrimitives.WriteInt32LittleEndian(body[(SecretSize + 16)..], given.Size);
        return Message(HandshakeKind.Proof, HandshakeCode.Ready, body);
    }

    public static bool TryReadProof(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> proof, out RingOffer? offer)
    {
        proof = default;
        offer = null;
        if (body.Length is not (SecretSize or SecretSize + OfferSize))
        {
            return false;
        }

        proof = body[..SecretSize];
        if (body.Length > SecretSize)
        {
            offer = new RingOffer(
                new Guid(body.Slice(SecretSize, 16)), BinaryPrimitives.ReadInt32LittleEndian(body[(SecretSize + 16)..]));
        }

        return true;
    }

    /// <summary>The verdict that frames follow.</summary>
    public static byte[] Ready(ReadOnlySpan<byte> proof, bool takesOffer)
    {
        Span<byte> body = stackalloc byte[SecretSize + 1];
        body.Clear();
        proof.CopyTo(body);
        body[SecretSize] = takesOffer ? (byte)1 : (byte)0;
        return Message(HandshakeKind.Verdict, HandshakeCode.Ready, body);
    }

    public static bool TryReadReady(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> proof, out bool takesOffer)
    {
        proof = default;
        takesOffer = false;
        if (body.Length != SecretSize + 1 || body[SecretSize] > 1)
        {
            return false;
        }

        proof = body[..SecretSize];
        takesOffer = body[SecretSize] == 1;
        return true;
    }

    /// <summary>A verdict that is no; in the place of a proof it has zeros.</summary>
    public static byte[] Refusal(HandshakeCode code, string reason)
    {
        Span<byte> body = stackalloc byte[SecretSize + MaxReasonSize];
        body.Clear();
        int length = SecretSize + ReasonText.Write(reason, body[SecretSize..]);
        return Message(HandshakeKind.Verdict, code, body[..length]);
    }

    /// <summary>Reads the fixed part of a message.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? ReadPrefix(ReadOnlySpan<byte> prefix, out HandshakeKind kind, out HandshakeCode code, out int length)
    {
        kind = (HandshakeKind)prefix[6];
        code = (HandshakeCode)prefix[7];
        length = BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]);
        if (!prefix[..4].SequenceEqual(Magic))
        {
            return prefix[0] == 0x16 && prefix[1] == 0x03
                ? "it speaks TLS and this side does not; give both sides a certificate, or none"
                : "it does not speak this protocol";
        }

        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(prefix[4..]);
        if (version != Version)
        {
            return $"it speaks version {version} of the link protocol and this side version {Version}; run the same build everywhere";
        }

        return length <= MaxBody ? null : $"its message has {length} bytes; expected at most {MaxBody}";
    }

    private static byte[] Message(HandshakeKind kind, HandshakeCode code, ReadOnlySpan<byte> body)
    {
        byte[] message = new byte[PrefixSize + body.Length];
        Magic.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), Version);
        message[6] = (byte)kind;
        message[7] = (byte)code;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(8), (ushort)body.Length);
        body.CopyTo(message.AsSpan(PrefixSize));
        return message;
    }

    private static void WriteParty(HandshakeParty party, Span<byte> body)
    {
        body[0] = (byte)((party.HasSecret ? SecretFlag : 0) | (party.TakesRings ? RingsFlag : 0));
        BinaryPrimitives.WriteUInt64LittleEndian(body[1..], party.Schema);
        BinaryPrimitives.WriteInt64LittleEndian(body[9..], party.Generation);
        BinaryPrimitives.WriteInt32LittleEndian(body[17..], party.MaxTuple);
        party.Nonce.Span.CopyTo(body[FixedSize..]);
    }

    private static bool TryReadParty(ReadOnlySpan<byte> body, out HandshakeParty party, out ReadOnlySpan<byte> rest)
    {
        party = default;
        rest = default;
        if (body.Length < FixedSize + SecretSize || body[0] > (SecretFlag | RingsFlag))
        {
            return false;
        }

        rest = body[(FixedSize + SecretSize)..];
        if (!TryReadId(ref rest, out string id))
        {
            return false;
        }

        party = new HandshakeParty(
            id,
            BinaryPrimitives.ReadUInt64LittleEndian(body[1..]),
            BinaryPrimitives.ReadInt64LittleEndian(body[9..]),
            body.Slice(FixedSize, SecretSize).ToArray(),
            (body[0] & SecretFlag) != 0,
            BinaryPrimitives.ReadInt32LittleEndian(body[17..]),
            (body[0] & RingsFlag) != 0);
        return true;
    }

    private static byte[] Id(string id)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(id);
        return bytes.Length <= MaxId
            ? bytes
            : throw new ArgumentException($"A worker's id has {bytes.Length} bytes; expected at most {MaxId}.", nameof(id));
    }

    private static void WriteId(ref Span<byte> target, byte[] id)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)id.Length);
        id.CopyTo(target[2..]);
        target = target[(2 + id.Length)..];
    }

    private static bool TryReadId(ref ReadOnlySpan<byte> source, out string id)
    {
        id = "";
        if (source.Length < 2)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(source);
        if (length > MaxId || source.Length < 2 + length)
        {
            return false;
        }

        id = ReasonText.Read(source.Slice(2, length));
        source = source[(2 + length)..];
        return true;
    }
}
