namespace TopoGen.Runtime;

/// <content>The equality that the hashes agree with, and copies that may be kept as keys.</content>
public static partial class StableHash
{
    public static bool AreEqual(string? left, string? right) => string.Equals(left, right);

    public static bool AreEqual(byte[]? left, byte[]? right)
        => ReferenceEquals(left, right) || (left is not null && right is not null && left.AsSpan().SequenceEqual(right));

    public static bool AreEqual(byte[]? left, ReadOnlySpan<byte> right) => left is not null && right.SequenceEqual(left);

    public static bool AreEqual(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public static bool AreEqual(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right)
        => left is { } first && right is { } second ? AreEqual(first, second) : left.HasValue == right.HasValue;

    /// <summary>Scalars and enums by their own equality.</summary>
    public static bool AreEqual<T>(T left, T right)
        where T : struct
        => EqualityComparer<T>.Default.Equals(left, right);

    public static bool AreEqual<T>(T? left, T? right)
        where T : struct
        => EqualityComparer<T?>.Default.Equals(left, right);

    /// <summary>Whatever holds no bytes of somebody else is its own copy.</summary>
    public static T Own<T>(T key) => key;

    public static byte[]? Own(byte[]? key) => key?.AsSpan().ToArray();

    public static ReadOnlyMemory<byte> Own(ReadOnlyMemory<byte> key) => key.ToArray();

    public static ReadOnlyMemory<byte>? Own(ReadOnlyMemory<byte>? key) => key is { } bytes ? Own(bytes) : null;
}
