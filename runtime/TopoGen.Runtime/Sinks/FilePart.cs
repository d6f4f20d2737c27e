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

    /// <summary>The files of a task that are there, in no order.</summary>
    public static IReadOnlyList<FilePart> Of(string directory, SinkTask task)
        =>
        [
            .. Directory.EnumerateFiles(directory, Prefix(task) + "*" + Extension)
                .Select(path => Parse(task, Path.GetFileName(path)))
                .OfType<FilePart>(),
        ];

    /// <summary>Whether a later file says that the run went back to an epoch before this one's: in a lineage epochs rise otherwise.</summary>
    public bool IsTakenBackBy(FilePart later)
        => Sequence < later.Sequence && Stamp.Lineage == later.Stamp.Lineage && SinkRules.EpochOf(Stamp) > SinkRules.EpochOf(later.Stamp);

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
