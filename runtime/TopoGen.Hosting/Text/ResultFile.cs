using System.Collections.Concurrent;
using System.Text;
using TopoGen.Hosting.Terminal;

namespace TopoGen.Hosting.Text;

/// <summary>
/// A result that appears as a whole or not at all: it is written to a temporary file beside its path, which
/// <see cref="Commit"/> renames. Opening it at start finds out whether the path can be written. Disposed of without a commit,
/// or when the process exits before one, it leaves an older file as it was, and removes the temporary file. Only a process
/// that is killed (<c>kill -9</c>, a loss of power) leaves that behind, as <c>PATH.ID.tmp</c>, until the next one for the same path removes
/// it. Not thread-safe.
/// </summary>
public sealed class ResultFile : IDisposable
{
    /// <summary>As many links in one path as Linux follows.</summary>
    private const int MostLinks = 40;

    private static readonly ConcurrentDictionary<string, byte> Unfinished = Register();

    private readonly string _path;
    private readonly string _target;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _done;

    /// <param name="path">The file to write; of a link, what it points to is replaced.</param>
    /// <param name="inputs">What is read for the result, which must not replace it; <c>-</c> is ignored.</param>
    /// <exception cref="TopologyInputException">The path cannot be written, or is an input.</exception>
    public ResultFile(string path, params IReadOnlyCollection<string> inputs)
    {
        string? why = path switch
        {
            "" => "the path is empty.",
            _ when Directory.Exists(path) => "it is a folder.",
            _ when Path.EndsInDirectorySeparator(path) => "its folder does not exist.",
            _ when IsDevice(Path.GetFullPath(path)) => "it is a device.",
            _ => null,
        };
        if (why is not null)
        {
            throw Refusal(path, why);
        }

        _path = path;
        try
        {
            _target = Resolve(path);
            if (IsDevice(_target))
            {
                throw Refusal(path, "it is a device.");
            }

            StringComparison comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            if (inputs.Any(input => input != TextSource.StandardInput && Resolve(input).Equals(_target, comparison)))
            {
                throw Refusal(path, "it is also an input.");
            }

            if (File.Exists(_target) && !OperatingSystem.IsWindows())
            {
                // Renaming asks only for a right on the folder; a file that is write-protected shall stay as it is.
                File.OpenHandle(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
            }

            _temporary = $"{_target}.{Guid.NewGuid():n}.tmp";
            _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Refusal(path, e is FileNotFoundException ? "no file can be created there." : TextFiles.Reason(e));
        }

        Unfinished.TryAdd(_temporary, 0);
        RemoveLeftovers();
        Writer = new StreamWriter(_stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024) { NewLine = "\n" };
    }

    /// <summary>Takes the result: UTF-8 without a byte order mark, lines ended by <c>\n</c>.</summary>
    public TextWriter Writer { get; }

    /// <summary>Brings what was written to the disk and gives it its name. Nothing can be written afterwards.</summary>
    /// <exception cref="TopologyInputException">The disk is full, or the path cannot be written any more.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        try
        {
            Writer.Flush();
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_temporary, _target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal(_path, e is FileNotFoundException ? "its temporary file is gone." : TextFiles.Reason(e));
        }

        _done = true;
        Unfinished.TryRemove(_temporary, out _);
    }

    /// <summary>
    /// Unless it was committed, removes the temporary file and says on standard error that there is no result: a run that was
    /// stopped may end with exit code 0 all the same.
    /// </summary>
    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        _done = true;
        _stream.SafeFileHandle.Dispose();
        Remove(_temporary);
        Unfinished.TryRemove(_temporary, out _);
        HostConsole.System.Say($"'{_path}' was not written");
    }

    /// <summary>Of processes that were killed: nobody has them open.</summary>
    private void RemoveLeftovers()
    {
        string name = Path.GetFileName(_target);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(_target)!, $"{name}.*.tmp"))
        {
            if (file == _temporary || !Guid.TryParseExact(Path.GetFileName(file)[(name.Length + 1)..^".tmp".Length], "n", out _))
            {
                continue;
            }

            try
            {
                File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it, or it is somebody else's.
            }
        }
    }

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);

    private static TopologyInputException Refusal(string path, string why) => new($"Cannot write '{path}': {why}");

    /// <summary>The full path without links, also where its last part does not exist.</summary>
    private static string Resolve(string path, int links = 0)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        string parent = Resolve(folder, links);
        string resolved = Path.Combine(parent, Path.GetFileName(full));
        return new FileInfo(resolved).LinkTarget switch
        {
            null => resolved,
            _ when links == MostLinks => throw new IOException("its links lead in a circle."),
            var target => Resolve(Path.Combine(parent, target), links + 1),
        };
    }

    private static ConcurrentDictionary<string, byte> Register()
    {
        var unfinished = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (string file in unfinished.Keys)
            {
                Remove(file);
            }
        };
        return unfinished;
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or protected meanwhile; the end of the process must not fail over a left-over.
        }
    }
}
