using System.Globalization;
using System.Text.Json;

namespace TopoGen.Runtime.Redis;

/// <summary>The folder of a private server, held under an exclusive lock of the operating system, which ends with this process at the latest.</summary>
internal sealed class PrivateRedisFolder : IDisposable
{
    private const string RecordName = "redis.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What the runtime puts into HResult where somebody else has the lock.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly FileStream _lock;

    private PrivateRedisFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Where the server writes its process id once it listens.</summary>
    public string ProcessFile => System.IO.Path.Combine(Path, "redis.pid");

    public string LogFile => System.IO.Path.Combine(Path, "redis.log");

    /// <exception cref="TopologyInputException">Another process has it, or it cannot be written to.</exception>
    public static PrivateRedisFolder Lock(string folder)
    {
        string path = System.IO.Path.GetFullPath(folder);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                throw new TopologyInputException("A private Redis server cannot be started on Windows; use a server with --redis ADDRESS");
            }

            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            return new PrivateRedisFolder(path, new FileStream(
                System.IO.Path.Combine(path, "redis.lock"),
                new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = OwnerOnly }));
        }
        catch (IOException exception) when (exception.HResult is LinuxWouldBlock or MacWouldBlock)
        {
            string port = Read(path) is { } record ? record.Port.ToString(CultureInfo.InvariantCulture) : "unknown";
            throw new TopologyInputException(
                $"The data folder '{path}' is in use by another process (its private Redis server's port: {port}); stop that one, or give another folder", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException($"The data folder '{path}' cannot be used: {exception.Message}; give one that can be written to", exception);
        }
    }

    /// <summary>The record of a folder, whoever owns it; null where there is none that can be read.</summary>
    public static PrivateRedisRecord? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllText(System.IO.Path.Combine(folder, RecordName)), PrivateRedisJson.Default.PrivateRedisRecord);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public PrivateRedisRecord? Read() => Read(Path);

    /// <summary>Replaces the record in one step; nobody but the owner may read it.</summary>
    public void Write(PrivateRedisRecord record)
    {
        string path = System.IO.Path.Combine(Path, RecordName);
        string next = path + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(next, options))
        {
            JsonSerializer.Serialize(stream, record, PrivateRedisJson.Default.PrivateRedisRecord);
        }

        File.Move(next, path, overwrite: true);
    }

    public void Delete() => File.Delete(System.IO.Path.Combine(Path, RecordName));

    /// <summary>Removes what an earlier server wrote of itself.</summary>
    public void Clean()
    {
        File.Delete(LogFile);
        File.Delete(ProcessFile);
    }

    /// <summary>The process id that the server wrote; null before it did.</summary>
    public int? ReadProcessId() =>
        int.TryParse(ReadText(ProcessFile), NumberStyles.Integer, CultureInfo.InvariantCulture, out int processId) ? processId : null;

    /// <summary>The last line of the server's log.</summary>
    public string ReadLog() => ReadText(LogFile).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., string last]
        ? last
        : "it says nothing";

    public bool LogHolds(string text) => ReadText(LogFile).Contains(text, StringComparison.Ordinal);

    public void Dispose() => _lock.Dispose();

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }
}
