using System.Formats.Tar;

namespace TopoGen.Hosting.Text;

/// <summary>Turns the paths of a <see cref="TextSource"/> into files.</summary>
internal static class TextFiles
{
    private const int Probe = 8192;

    /// <summary>Lists only what can be opened, in the order given; the files of a folder in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> Find(
        IReadOnlyList<string> paths, IReadOnlyCollection<string> extensions, TextSourceReport report)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (path == TextSource.StandardInput)
            {
                if (files.Contains(path))
                {
                    throw new TopologyInputException("'-' was given twice; standard input can be read once.");
                }

                files.Add(path);
            }
            else if (Directory.Exists(path))
            {
                AddFolder(path, extensions, files, report);
            }
            else if (File.Exists(path))
            {
                // Opening a named pipe for a look would cut its writer off; such a path has no length.
                if (Length(path) != 0)
                {
                    Open(path).Dispose();
                }

                files.Add(path);
            }
            else
            {
                throw new TopologyInputException($"'{path}' does not exist; expected a file, a folder or '-' for standard input.");
            }
        }

        return files;
    }

    /// <exception cref="TopologyInputException">The file cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            // The reader has a buffer of its own.
            return new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException($"Cannot read '{path}': {Reason(e)}", e);
        }
    }

    public static string Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied.",
        DirectoryNotFoundException => "its folder does not exist.",
        FileNotFoundException => "it does not exist.",
        _ => exception.Message,
    };

    /// <returns>The length of the file at the end of all links, or −1 where there is none.</returns>
    public static long Length(string path)
    {
        try
        {
            return (File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true } file ? file.Length : -1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    private static void AddFolder(string folder, IReadOnlyCollection<string> extensions, List<string> files, TextSourceReport report)
    {
        int before = files.Count;
        int binary = 0;
        int special = 0;
        var found = new List<string>();
        Walk(folder, extensions, found);
        found.Sort(StringComparer.Ordinal);
        foreach (string file in found)
        {
            long length = Length(file);
            if (length <= 0)
            {
                if (length < 0 || !IsRegular(file))
                {
                    report.AddSpecial(file);
                    special++;
                }
            }
            else if (IsBinary(file))
            {
                report.AddSkipped(file);
                binary++;
            }
            else
            {
                files.Add(file);
            }
        }

        if (files.Count == before)
        {
            string kind = extensions.Count > 0 ? string.Join(" or ", extensions) + " files" : "text files";
            throw new TopologyInputException(
                $"'{folder}' has no {kind} in it{Only(binary, special)}; expected a folder with text.");
        }
    }

    private static string Only(int binary, int special) => (binary, special) switch
    {
        (0, 0) => "",
        (_, 0) => $", only {binary} binary",
        (0, _) => $", only {special} special",
        _ => $", only {binary} binary and {special} special",
    };

    /// <summary>
    /// Links to folders are not followed, so that no loop can catch the walk; links to files are. Where extensions are given, it
    /// is a source tree, and what was built from it or belongs to a tool is none of it.
    /// </summary>
    private static void Walk(string root, IReadOnlyCollection<string> extensions, List<string> found)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out string? folder))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    string path = Path.Combine(folder, entry.Name);
                    if (Directory.Exists(path))
                    {
                        if (entry.LinkTarget is null && (extensions.Count == 0 || !(entry.Name.StartsWith('.') || entry.Name is "bin" or "obj")))
                        {
                            folders.Push(path);
                        }
                    }
                    else if (IsWanted(entry.Name, extensions))
                    {
                        found.Add(path);
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new TopologyInputException($"Cannot read the folder '{folder}': {Reason(e)}", e);
            }
        }
    }

    private static bool IsWanted(string name, IReadOnlyCollection<string> extensions)
        => extensions.Count == 0 || extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether something without a length is an empty file, not a pipe, a socket or a device. Opening it to see would wait, or
    /// cut a writer off; of the framework, only the writer of archives asks the system what it is.
    /// </summary>
    public static bool IsRegular(string path)
    {
        try
        {
            using var archive = new MemoryStream();
            using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
            {
                string target = File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
                writer.WriteEntry(target, "entry");
            }

            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry()?.EntryType == TarEntryType.RegularFile;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A socket, or one that nobody may look at.
            return false;
        }
    }

    private static bool IsBinary(string path)
    {
        Span<byte> head = stackalloc byte[Probe];
        using FileStream file = Open(path);
        try
        {
            return head[..file.ReadAtLeast(head, Probe, throwOnEndOfStream: false)].Contains((byte)0);
        }
        catch (IOException e)
        {
            throw new TopologyInputException($"Cannot read '{path}': {Reason(e)}", e);
        }
    }
}
