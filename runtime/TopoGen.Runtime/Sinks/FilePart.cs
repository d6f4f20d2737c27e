using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>A file of a <see cref="FileSink"/>, as its name says it.</summary>
/// <param name="Task">Whose it is.</param>
/// <param name="Sequence">Counts the files of the task, from 1.</param>
/// <param name="Stamp">What it holds.</param>
internal sealed record FilePart(SinkTask Task, long Sequence, SinkStamp Stamp)
{
    private const string Extension = ".txt";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix(Task)}{Sequence:D10}.{Stamp}{Extension}");

    /// <summary>The newest file of a task; null where there is none.</summary>
    public static FilePart? Last(string directory, SinkTask task)
        => Directory.EnumerateFiles(directory, Prefix(task) + "*" + Extension)
            .Select(path => Parse(task, Path.GetFileName(path)))
            .MaxBy(static part => part?.Sequence);

    public static string LockOf(SinkTask task) => $".{Prefix(task)}lock";

    private static FilePart? Parse(SinkTask task, string name)
    {
        string prefix = Prefix(task);
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(Extension, StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = name[prefix.Length..^Extension.Length].Split('.', 2);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && SinkStamp.TryParse(parts[1], out SinkStamp stamp)
            ? new FilePart(task, sequence, stamp)
            : null;
    }

    private static string Prefix(SinkTask task)
        => string.Create(CultureInfo.InvariantCulture, $"{task.Topology}.{task.Component}-{task.Index}-of-{task.Parallelism}.");
}
