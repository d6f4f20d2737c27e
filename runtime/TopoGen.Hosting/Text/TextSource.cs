using System.Globalization;

namespace TopoGen.Hosting.Text;

/// <summary>
/// Text files, folders of them and standard input (<c>-</c>) as the input of a spout: each of its tasks reads a share of the
/// files, in blocks of whole lines, through a <see cref="TextBlockReader"/>. Text is UTF-8; a byte order mark is skipped, and
/// bytes that are not UTF-8 become U+FFFD, one for each maximal subpart as <see cref="System.Text.Encoding.UTF8"/> does.
/// A path given explicitly is always read, and one that is given twice is read twice. Folders are read recursively, without
/// links to folders, and without files that are binary (a NUL in the first 8 KiB) or special (pipes, devices, links to
/// nothing). Where extensions are given they are read as a source tree is: without folders called <c>bin</c>, <c>obj</c> or with a
/// leading dot. Disposal reports on standard error what was skipped or replaced. Thread-safe.
/// </summary>
public sealed class TextSource : IDisposable
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    private readonly TextSourceReport _report = new();

    /// <param name="paths">Files, folders, and at most one <see cref="StandardInput"/>.</param>
    /// <param name="extensions">Which files of folders to read, as <c>".md"</c>; none means all.</param>
    /// <exception cref="TopologyInputException">
    /// There is no path, a path does not exist or cannot be read, or a folder has no text in it.
    /// </exception>
    public TextSource(IReadOnlyList<string> paths, params IReadOnlyCollection<string> extensions)
    {
        if (paths.Count == 0)
        {
            throw new TopologyInputException("No text to read; expected files, folders or '-' for standard input.");
        }

        Files = TextFiles.Find(paths, extensions, _report);
    }

    /// <summary>What is read, in order: full or relative paths as they were given, and <see cref="StandardInput"/>.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Files of folders that were skipped because they are binary, and then those that are special.</summary>
    public IReadOnlyList<string> Skipped => _report.Skipped;

    /// <summary>Bytes that were not UTF-8, in all files finished so far.</summary>
    public long InvalidBytes => _report.InvalidBytes;

    /// <summary>The nearest folder that has a file of that name, from the working directory or the executable upwards.</summary>
    /// <exception cref="TopologyInputException">There is none.</exception>
    public static string FolderAbove(string file)
    {
        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (string? folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, file)))
                {
                    return folder;
                }
            }
        }

        throw new TopologyInputException(
            $"No {file} in or above '{Directory.GetCurrentDirectory()}' or '{AppContext.BaseDirectory}'; name the files or folders to read.");
    }

    /// <summary>The share of one task: every <paramref name="count"/>th file, so that standard input alone is task 0's.</summary>
    /// <param name="index">The task's index, 0 to <paramref name="count"/> − 1.</param>
    /// <param name="count">The number of tasks, 1 or more.</param>
    public TextBlockReader Open(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return new TextBlockReader([.. Files.Where((_, i) => i % count == index)], _report);
    }

    public void Dispose() => _report.WriteTo(Console.Error, CultureInfo.InvariantCulture);
}
