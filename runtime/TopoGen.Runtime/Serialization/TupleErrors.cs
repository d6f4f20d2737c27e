using System.Diagnostics.CodeAnalysis;

namespace TopoGen.Runtime;

/// <summary>Throws out of line, so that the code that checks stays small.</summary>
internal static class TupleErrors
{
    [DoesNotReturn]
    public static void Truncated(string name, int offset, long size, int remaining)
        => throw new TupleFormatException(size < 0
            ? $"{name}: negative length at offset {offset}."
            : $"{name}: {size} bytes are needed at offset {offset}, but {remaining} are left.");

    [DoesNotReturn]
    public static void Invalid(string name, int offset, string expected)
        => throw new TupleFormatException($"{name}: the bytes at offset {offset} are not {expected}.");

    [DoesNotReturn]
    public static void TooDeep(Type type)
        => throw new TupleFormatException($"{type.Name}: tuples are nested deeper than {TupleWriter.MaxDepth}.");

    [DoesNotReturn]
    public static void TooLarge(long size)
        => throw new TupleFormatException($"{size} bytes exceed what one buffer can hold.");

    [DoesNotReturn]
    public static void NotExact(Type expected, Type? found)
        => throw new TupleFormatException($"{expected.Name}: {(found is null ? "null" : $"an instance of the derived class {found.Name}")} cannot be written.");
}
