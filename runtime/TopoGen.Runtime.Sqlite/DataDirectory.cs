using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Runtime.Sqlite;

/// <summary>The directory of a store, held under an exclusive lock of the operating system, which ends with this process at the latest.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "checkpoints.lock";
    private const string OwnerName = "checkpoints.owner";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What the runtime puts into HResult where somebody else has the lock.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Where the store keeps everything.</summary>
    public string File => System.IO.Path.Combine(Path, "checkpoints.db");

    /// <summary>Makes the directory where it is missing, for this user only, and takes it.</summary>
    /// <exception cref="TopologyInputException">Another process, or another store of this one, has it; or it cannot be written to.</exception>
    public static DataDirectory Lock(string directory)
    {
        string path = System.IO.Path.GetFullPath(directory);
        try
        {
            if (!Directory.Exists(path))
            {
                Create(path);
            }

            var held = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            System.IO.File.WriteAllText(System.IO.Path.Combine(path, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataDirectory(path, held);
        }
        catch (IOException exception) when (exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new TopologyInputException(
                $"The data directory '{path}' is in use by {Owner(path)}; stop that one, which commits an epoch as it ends, or give another directory", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException($"The data directory '{path}' cannot be used: {exception.Message}; give one that can be written to", exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
            DurableFile.FlushDirectory(System.IO.Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>The note of the owner is beside the lock, because on some systems nobody else can read a file that is locked.</summary>
    private static string Owner(string path)
    {
        try
        {
            string text = System.IO.File.ReadAllText(System.IO.Path.Combine(path, OwnerName));
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                using var process = Process.GetProcessById(id);
                return id == Environment.ProcessId ? "another store of this very process" : $"process {id} ({process.ProcessName})";
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            // It has not written it yet, or is ending.
        }

        return "another process";
    }
}
