namespace TopoGen.Runtime;

/// <content>Values that may be absent: one that is present hashes unlike the bare value.</content>
public static partial class StableHash
{
    public static ulong Of(bool? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(char? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(sbyte? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(byte? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(short? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(ushort? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(int? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(uint? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(long? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(ulong? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(nint? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(nuint? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(Int128? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(UInt128? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(decimal? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(Guid? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(DateTime? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(DateTimeOffset? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(DateOnly? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(TimeOnly? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(TimeSpan? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong Of(ReadOnlyMemory<byte>? value) => value is { } present ? Some(Of(present)) : Null;

    public static ulong OfEnum<TEnum>(TEnum? value)
        where TEnum : struct, Enum
        => value is { } present ? Some(OfEnum(present)) : Null;

    private static ulong Some(ulong hash) => Combine(1, hash);
}
