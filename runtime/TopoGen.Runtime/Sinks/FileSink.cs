using System.Collections.Concurrent;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// Writes lines into files that appear as a whole, once, and never change: one for each chunk of a task, most of all one for each epoch. Their names are
/// <c>topology.Component-0-of-2.0000000017.STAMP.txt</c>, and those of a task sort in the order of its commands. Lines are UTF-8, ended by <c>\n</c>.
/// </summary>
/// <remarks>
/// The newest file of a task is its stamp, so it has to stay; older ones may be taken away. A file is on disk before the epoch counts as applied. Who checks the
/// stamp and writes holds a lock file, which a process that is killed lets go of. In it stands who held it last: as long as that is this sink, the newest file is the one
/// that it knows, and the directory, which fills up, need not be listed for each epoch.
/// </remarks>
public sealed class FileSink(FileSinkOptions options) : ISink<FileLine>
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);

    private readonly string _directory = options.Directory;

    /// <summary>What stands in lock files that nobody else has held since.</summary>
    private readonly byte[] _holder = Guid.NewGuid().ToByteArray();
    private readonly ConcurrentDictionary<SinkTask, FilePart> _newest = [];

    /// <exception cref="TopologyInputException">The directory does not exist, or cannot be written to.</exception>
    public async ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
    {
        if (!Directory.Exists(_directory))
        {
            throw new TopologyInputException($"The directory '{_directory}' of sink {task} does not exist; make it, on a file system that all workers see.");
        }

        try
        {
            await using FileStream held = await LockAsync(task, cancellation).ConfigureAwait(false);
            _newest.TryRemove(task, out _);
            return Last(task, held)?.Stamp;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new TopologyInputException($"The directory '{_directory}' of sink {task} cannot be written to: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<FileLine> commands, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commands);
        await using FileStream held = await LockAsync(task, cancellation).ConfigureAwait(false);
        FilePart? last = Last(task, held);
        if (stamp.IsNext(task, expected, last?.Stamp))
        {
            // Where writing fails, nobody knows what is there.
            _newest.TryRemove(task, out _);
            var next = new FilePart(task, (last?.Sequence ?? 0) + 1, stamp);
            DurableFile.Replace(PathOf(next), Encode(commands));
            _newest[task] = next;
        }
    }

    /// <summary>Leaves an empty file with the stamp, and deletes the files of the epochs behind it.</summary>
    /// <inheritdoc cref="ISink{TCommand}.RewindAsync"/>
    public async ValueTask RewindAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, CancellationToken cancellation)
    {
        await ApplyAsync(task, expected, stamp, [], cancellation).ConfigureAwait(false);
        await ReadStampAsync(task, cancellation).ConfigureAwait(false);
    }

    /// <summary>Which directory, and of which machine.</summary>
    public override string ToString() => $"the directory '{_directory}' of {Environment.MachineName}";

    /// <summary>The newest file. Those that it takes back are deleted before anything else is done, so that a crash in between leaves none.</summary>
    private FilePart? Last(SinkTask task, FileStream held)
    {
        bool isMine = TakeOver(held);
        if (isMine && _newest.TryGetValue(task, out FilePart? newest) && File.Exists(PathOf(newest)))
        {
            return newest;
        }

        IReadOnlyList<FilePart> parts = FilePart.Of(_directory, task);
        FilePart? last = parts.MaxBy(static part => part.Sequence);
        foreach (FilePart part in parts.Where(p => p.IsTakenBackBy(last!)))
        {
            DurableFile.Delete(PathOf(part));
        }

        if (last is not null)
        {
            _newest[task] = last;
        }

        return last;
    }

    private string PathOf(FilePart part) => Path.Combine(_directory, part.Name);

    /// <summary>Says in the lock file who holds it.</summary>
    /// <returns>Whether nobody else has held it since this sink did.</returns>
    private bool TakeOver(FileStream held)
    {
        Span<byte> before = stackalloc byte[_holder.Length];
        int length = held.ReadAtLeast(before, before.Length, throwOnEndOfStream: false);
        if (before[..length].SequenceEqual(_holder))
        {
            return true;
        }

        held.Position = 0;
        held.Write(_holder);
        held.Flush();
        return false;
    }

    private static byte[] Encode(IReadOnlyList<FileLine> commands)
    {
        var text = new byte[commands.Sum(static c => Encoding.UTF8.GetByteCount(c.Text ?? "") + 1)];
        int length = 0;
        foreach (FileLine line in commands)
        {
            length += Encoding.UTF8.GetBytes(line.Text ?? "", text.AsSpan(length));
            text[length++] = (byte)'\n';
        }

        return text;
    }

    /// <summary>Waits for another process that writes for the same task: most likely one that was replaced and does not know it.</summary>
    /// <exception cref="IOException">It takes too long.</exception>
    private async Task<FileStream> LockAsync(SinkTask task, CancellationToken cancellation)
    {
        string path = Path.Combine(_directory, FilePart.LockOf(task));
        for (TimeSpan waited = TimeSpan.Zero; ; waited += LockPause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException) && waited < LockTimeout)
            {
                await Task.Delay(LockPause, cancellation).ConfigureAwait(false);
            }
        }
    }
}
