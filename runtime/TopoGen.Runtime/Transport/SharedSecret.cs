using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// Proofs that a worker knows the secret, which itself never travels: HMAC-SHA256 over the role, both ids and both nonces. A
/// proof of one side is none of the other, of another pair, or of another connection.
/// </summary>
internal static class SharedSecret
{
    /// <summary>The dialler's proof; zeros without a secret.</summary>
    public static byte[] DiallerProof(string? secret, HandshakeParty dialler, HandshakeParty acceptor)
        => Proof(secret, "topogen link dialler"u8, dialler, acceptor);

    /// <summary>The acceptor's proof; zeros without a secret.</summary>
    public static byte[] AcceptorProof(string? secret, HandshakeParty dialler, HandshakeParty acceptor)
        => Proof(secret, "topogen link acceptor"u8, dialler, acceptor);

    /// <summary>Compares proofs in constant time.</summary>
    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => CryptographicOperations.FixedTimeEquals(left, right);

    private static byte[] Proof(string? secret, ReadOnlySpan<byte> role, HandshakeParty dialler, HandshakeParty acceptor)
    {
        if (secret is null)
        {
            return new byte[HandshakeFormat.SecretSize];
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(role);
        Append(hmac, dialler);
        Append(hmac, acceptor);
        return hmac.GetHashAndReset();
    }

    private static void Append(IncrementalHash hmac, HandshakeParty party)
    {
        Span<byte> numbers = stackalloc byte[24];
        byte[] id = Encoding.UTF8.GetBytes(party.Id);
        BinaryPrimitives.WriteInt64LittleEndian(numbers, id.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[8..], party.Schema);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], party.Generation);
        hmac.AppendData(numbers);
        hmac.AppendData(id);
        hmac.AppendData(party.Nonce.Span);
    }
}
