using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Copies a small tuple in words of 8 bytes. Its fields have just been written one by one; a wider load over them would
/// have to wait until they, and all stores to a ring before them, have reached the cache.
/// </summary>
internal static class WordCopy
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(scoped in T tuple, ref T slot)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || Unsafe.SizeOf<T>() is not (16 or 24 or 32 or 40 or 48 or 56))
        {
            slot = tuple;
            return;
        }

        ref byte from = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in tuple));
        ref byte to = ref Unsafe.As<T, byte>(ref slot);
        CopyWord(ref from, ref to, 0);
        CopyWord(ref from, ref to, 8);
        if (Unsafe.SizeOf<T>() >= 24)
        {
            CopyWord(ref from, ref to, 16);
        }

        if (Unsafe.SizeOf<T>() >= 32)
        {
            CopyWord(ref from, ref to, 24);
        }

        if (Unsafe.SizeOf<T>() >= 40)
        {
            CopyWord(ref from, ref to, 32);
        }

        if (Unsafe.SizeOf<T>() >= 48)
        {
            CopyWord(ref from, ref to, 40);
        }

        if (Unsafe.SizeOf<T>() == 56)
        {
            CopyWord(ref from, ref to, 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWord(ref byte from, ref byte to, nint offset)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, offset), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, offset)));
}
