using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TopoGen.Runtime;

/// <summary>Files that are there, whole, after a power failure, once a call has returned.</summary>
internal static partial class DurableFile
{
    /// <summary>O_CLOEXEC of fcntl.h, with O_RDONLY, which is 0.</summary>
    private const int LinuxCloseOnExec = 0x80000;

    private const int MacCloseOnExec = 0x1000000;

    /// <summary>Makes a file or replaces it in one step: whoever reads it, and whenever the power fails, it is the former one or the new one.</summary>
    /// <param name="path">Beside it <c>path.new</c> is written first.</param>
    /// <param name="content">All it is to hold.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string next = path + ".new";
        using (SafeFileHandle file = File.OpenHandle(next, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        Move(next, path);
    }

    /// <summary>Gives a file that is on disk its name, over one that has it.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    public static void Delete(string path)
    {
        File.Delete(path);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Brings the names in a directory to disk. Windows does that by itself.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SafeFileHandle directory = Open(path, OperatingSystem.IsMacOS() ? MacCloseOnExec : LinuxCloseOnExec);
        if (directory.IsInvalid)
        {
            throw new IOException($"The directory '{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        RandomAccess.FlushToDisk(directory);
    }

    // The runtime opens no directories.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
