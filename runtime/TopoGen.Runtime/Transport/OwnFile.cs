using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TopoGen.Runtime;

/// <summary>Whose a file is. Linux only.</summary>
internal static unsafe partial class OwnFile
{
    /// <summary>AT_EMPTY_PATH of fcntl.h: the file of the handle itself.</summary>
    private const int EmptyPath = 0x1000;

    /// <summary>STATX_TYPE, STATX_MODE and STATX_UID of stat.h, and where statx puts them; its structure is the same everywhere.</summary>
    private const uint Wanted = 0x1 | 0x2 | 0x8;

    private const int ResultSize = 256;

    private const int OwnerAt = 20;

    private const int ModeAt = 28;

    private const int KindMask = 0xF000;

    private const int RegularFile = 0x8000;

    /// <exception cref="IOException">The file is another user's, no regular one, or of another mode.</exception>
    public static void Check(SafeFileHandle handle, string path, UnixFileMode mode)
    {
        byte* result = stackalloc byte[ResultSize];
        if (statx(handle, "", EmptyPath, Wanted, result) != 0)
        {
            throw new IOException($"'{path}' cannot be examined: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        uint owner = *(uint*)(result + OwnerAt);
        int kind = *(ushort*)(result + ModeAt);
        if (owner != geteuid() || kind != (RegularFile | (int)mode))
        {
            throw new IOException($"'{path}' is no file of this user's, for this user only: its owner is {owner}, its mode {Convert.ToString(kind & ~KindMask, 8)}");
        }
    }

#pragma warning disable IDE1006 // Their names in libc.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle file, string path, int flags, uint wanted, byte* result);

    [LibraryImport("libc")]
    private static partial uint geteuid();
#pragma warning restore IDE1006
}
