using TopoGen.Runtime;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>A savepoint in a file, which is written beside its place. It has the run's parameters, which may be secret: nobody but the owner may read it.</summary>
internal sealed class SavepointFile : SavepointTarget
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly string _beside;
    private readonly FileStream _stream;

    /// <param name="path">Its place.</param>
    /// <exception cref="TopologyInputException">Something else is there.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public SavepointFile(string path)
    {
        Check(path);
        _path = path;
        _beside = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        _stream = new FileStream(_beside, options);
    }

    public override Stream Stream => _stream;

    public override async Task CompleteAsync(CancellationToken cancellation)
    {
        await _stream.FlushAsync(cancellation).ConfigureAwait(false);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync().ConfigureAwait(false);
        DurableFile.Move(_beside, _path);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        File.Delete(_beside);
    }

    /// <summary>What is there is replaced, but not a result or a source file whose name was typed by mistake.</summary>
    private static void Check(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        byte[] begin = new byte[SavepointFormat.PrefixSize];
        using FileStream there = File.OpenRead(path);
        int read = there.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        if (!SavepointFormat.Begins(begin.AsSpan(0, read)))
        {
            throw new TopologyInputException($"The file '{path}' exists and is no savepoint; give another one, or remove it.");
        }
    }
}
