using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TopoGen.Runtime;

/// <summary>
/// The hash that routes tuples and finds keys: a function of content alone, equal in every process, on every machine and in
/// every version, since partitions of saved state are chosen by it. All 64 bits are well mixed; the low ones choose the key
/// group, tables use the high ones.
/// </summary>
/// <remarks>
/// The construction is that of Wang Yi's wyhash and its successor rapidhash by Nicolas De Carli (both public): eight bytes at
/// a time, mixed by folding the 128-bit product of two 64-bit words. It is not secret and does not resist an adversary who
/// chooses keys. Integers of every width hash by value, so that 5 as <c>int</c> and as <c>long</c> reach the same task.
/// Hashes agree with <c>AreEqual</c>: strings compare ordinally, bytes by content, decimals by value whatever their scale,
/// <see cref="DateTime"/> by ticks, <see cref="DateTimeOffset"/> by instant.
/// </remarks>
public static partial class StableHash
{
    // The first three words of rapidhash's default secret: odd, with balanced bits.
    private const ulong Seed = 0x2D358DCCAA6C78A5;
    private const ulong First = 0x8BB84B93962EACC9;
    private const ulong Last = 0x4B33A62ED433D4A3;

    /// <summary>The hash of every absent value.</summary>
    private const ulong Null = 0x4D5A2DA51DE1AA47;

    public static ulong Of(string? value) => value is null ? Null : Of(value.AsSpan());

    /// <summary>Hashes the UTF-16 code units, so that unpaired surrogates count as well.</summary>
    public static ulong Of(ReadOnlySpan<char> value)
    {
        ref char start = ref MemoryMarshal.GetReference(value);
        int length = value.Length;
        ulong seed = Seed;
        ulong a, b;
        if (length > 8)
        {
            int at = 0;
            do
            {
                seed = Fold(Read64(ref start, at) ^ First, Read64(ref start, at + 4) ^ seed);
                at += 8;
            }
            while (at + 8 < length);
            a = Read64(ref start, length - 8);
            b = Read64(ref start, length - 4);
        }
        else if (length >= 4)
        {
            a = Read64(ref start, 0);
            b = Read64(ref start, length - 4);
        }
        else
        {
            a = length > 0 ? start | ((ulong)Unsafe.Add(ref start, length >> 1) << 32) : 0;
            b = length > 0 ? Unsafe.Add(ref start, length - 1) : 0UL;
        }

        return Finish(a, b, seed, (ulong)length);
    }

    public static ulong Of(byte[]? value) => value is null ? Null : Of(value.AsSpan());

    public static ulong Of(ReadOnlyMemory<byte> value) => Of(value.Span);

    public static ulong Of(ReadOnlySpan<byte> value)
    {
        ref byte start = ref MemoryMarshal.GetReference(value);
        int length = value.Length;
        ulong seed = Seed;
        ulong a, b;
        if (length > 16)
        {
            int at = 0;
            do
            {
                seed = Fold(Read64(ref start, at) ^ First, Read64(ref start, at + 8) ^ seed);
                at += 16;
            }
            while (at + 16 < length);
            a = Read64(ref start, length - 16);
            b = Read64(ref start, length - 8);
        }
        else if (length >= 8)
        {
            a = Read64(ref start, 0);
            b = Read64(ref start, length - 8);
        }
        else if (length >= 4)
        {
            a = Read32(ref start, 0);
            b = Read32(ref start, length - 4);
        }
        else
        {
            a = length > 0 ? start | ((ulong)Unsafe.Add(ref start, length >> 1) << 32) : 0;
            b = length > 0 ? Unsafe.Add(ref start, length - 1) : 0UL;
        }

        return Finish(a, b, seed, (ulong)length);
    }

    /// <summary>Joins the hashes of the parts of a key; the order of the parts matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong left, ulong right) => Finish(left, right, Seed, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OfWord(ulong value) => Finish(value, 0, Seed, 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong a, ulong b, ulong seed, ulong length)
    {
        a ^= First;
        b ^= seed;
        return Fold((a * b) ^ Last, High(a, b) ^ First ^ length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b) => (a * b) ^ High(a, b);

    /// <summary>
    /// The high half of a product. The low one is multiplied apart: an instruction that gives both leaves one of them in memory here, and whoever needs the hash waits
    /// for it there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref char start, int index)
    {
        ref char at = ref Unsafe.Add(ref start, index);
        return BitConverter.IsLittleEndian
            ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref at))
            : at | ((ulong)Unsafe.Add(ref at, 1) << 16) | ((ulong)Unsafe.Add(ref at, 2) << 32) | ((ulong)Unsafe.Add(ref at, 3) << 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref byte start, int index)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, index));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(ref byte start, int index)
    {
        uint word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, index));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
