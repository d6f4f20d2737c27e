using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Chaos.Tests;

/// <summary>A file system of a few megabytes, in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    /// <param name="megabytes">How much fits.</param>
    public SmallDisk(int megabytes)
    {
        Path = Directory.CreateTempSubdirectory("topogen-disk-").FullName;
        string? problem = TryRun("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", Path);
        if (problem is not null)
        {
            Directory.Delete(Path);
            Assert.Fail(problem);
        }

        _filler = System.IO.Path.Combine(Path, "filler");
    }

    /// <summary>Why there can be none here, or null.</summary>
    public static string? Impossible { get; } = FindOut();

    public string Path { get; }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using FileStream stream = new(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            // That was the last one.
        }
    }

    public void MakeRoom() => File.Delete(_filler);

    public void Dispose()
    {
        TryRun("umount", Path);
        Directory.Delete(Path);
    }

    private static string? FindOut()
    {
        string folder = Directory.CreateTempSubdirectory("topogen-disk-").FullName;
        string? problem = TryRun("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder);
        if (problem is null)
        {
            TryRun("umount", folder);
        }

        Directory.Delete(folder);
        return problem;
    }

    /// <returns>What went wrong, or null.</returns>
    private static string? TryRun(params string[] command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"'{string.Join(' ', command)}' fails: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"'{command[0]}' cannot be started: {exception.Message}";
        }
    }
}
