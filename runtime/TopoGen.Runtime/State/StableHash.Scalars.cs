using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <content>Values of fixed size.</content>
public static partial class StableHash
{
    private const int DecimalSign = int.MinValue;

    public static ulong Of(bool value) => OfWord(value ? 1UL : 0);

    public static ulong Of(char value) => OfWord(value);

    public static ulong Of(sbyte value) => OfWord((ulong)value);

    public static ulong Of(byte value) => OfWord(value);

    public static ulong Of(short value) => OfWord((ulong)value);

    public static ulong Of(ushort value) => OfWord(value);

    public static ulong Of(int value) => OfWord((ulong)value);

    public static ulong Of(uint value) => OfWord(value);

    public static ulong Of(long value) => OfWord((ulong)value);

    public static ulong Of(ulong value) => OfWord(value);

    public static ulong Of(nint value) => OfWord((ulong)(long)value);

    public static ulong Of(nuint value) => OfWord(value);

    public static ulong Of(Int128 value) => Of((UInt128)value);

    public static ulong Of(UInt128 value) => Combine((ulong)value, (ulong)(value >> 64));

    /// <summary>1.0 and 1.00 are equal and so hash equally: trailing zeros are divided away first.</summary>
    public static ulong Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        UInt128 digits = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        if (digits == 0)
        {
            return Combine(0, 0);
        }

        int scale = (bits[3] >> 16) & 0xFF;
        while (scale > 0 && ((uint)digits & 1) == 0)
        {
            (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(digits, 10);
            if (remainder != 0)
            {
                break;
            }

            digits = quotient;
            scale--;
        }

        // The upper 32 bits of the digits, the scale and the sign share one word.
        ulong rest = (ulong)(digits >> 64) | ((ulong)scale << 32) | ((bits[3] & DecimalSign) != 0 ? 1UL << 63 : 0);
        return Combine((ulong)digits, rest);
    }

    public static ulong Of(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        return Of((ReadOnlySpan<byte>)bytes);
    }

    /// <summary>By ticks; the kind does not count, as in the type's own equality.</summary>
    public static ulong Of(DateTime value) => Of(value.Ticks);

    /// <summary>By instant; the offset does not count, as in the type's own equality.</summary>
    public static ulong Of(DateTimeOffset value) => Of(value.UtcTicks);

    public static ulong Of(DateOnly value) => Of(value.DayNumber);

    public static ulong Of(TimeOnly value) => Of(value.Ticks);

    public static ulong Of(TimeSpan value) => Of(value.Ticks);

    /// <summary>By the underlying value, taken as unsigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfEnum<TEnum>(TEnum value)
        where TEnum : struct, Enum
        => OfWord(Unsafe.SizeOf<TEnum>() switch
        {
            1 => Unsafe.BitCast<TEnum, byte>(value),
            2 => Unsafe.BitCast<TEnum, ushort>(value),
            4 => Unsafe.BitCast<TEnum, uint>(value),
            _ => Unsafe.BitCast<TEnum, ulong>(value),
        });
}
