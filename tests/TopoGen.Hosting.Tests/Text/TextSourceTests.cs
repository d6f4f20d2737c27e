using System.Diagnostics;
using System.Globalization;
using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class TextSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_read_recursively_and_in_full()
    {
        string[] names = [".git/x", "a/c", "a/obj/d", "b", "bin/e"];
        foreach (string name in names)
        {
            _folder.Write(name, "text"u8);
        }

        using var source = new TextSource([_folder.Path, _folder["b"]]);

        Assert.Equal([.. names.Select(n => _folder[n]), _folder["b"]], source.Files);
    }

    [Fact]
    public void Source_trees_are_read_without_build_results_and_dot_folders()
    {
        foreach (string name in (string[])["b.md", "a/c.cs", "a/.git/x.md", ".vs/x.md", "bin/x.md", "a/obj/x.md", "a/d.txt"])
        {
            _folder.Write(name, "text"u8);
        }

        using var source = new TextSource([_folder.Path], ".md", ".CS");

        Assert.Equal([_folder["a/c.cs"], _folder["b.md"]], source.Files);
    }

    [Fact]
    public void Binary_files_of_folders_are_skipped_and_reported()
    {
        _folder.Write("text", "text"u8);
        _folder.Write("late", [.. new byte[8192].Select(_ => (byte)'a'), 0]);
        string binary = _folder.Write("binary", "a\0b"u8);
        using var source = new TextSource([_folder.Path]);

        Assert.Equal([_folder["late"], _folder["text"]], source.Files);
        Assert.Equal([binary], source.Skipped);
    }

    [Fact]
    public void A_file_named_explicitly_is_read_even_if_it_is_binary()
    {
        string binary = _folder.Write("bin/binary", "a\0b"u8);
        using var source = new TextSource([binary], ".md");

        Assert.Equal([binary], source.Files);
    }

    [Fact]
    public void Links_that_lead_in_circles_do_not_catch_the_walk()
    {
        _folder.Write("a/text", "text"u8);
        Directory.CreateSymbolicLink(_folder["a/up"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["a/self"], _folder["a/self"]);
        File.CreateSymbolicLink(_folder["a/link"], _folder["a/text"]);
        File.CreateSymbolicLink(_folder["a/dangling"], _folder["nothing"]);
        using var source = new TextSource([_folder.Path]);

        Assert.Equal([_folder["a/link"], _folder["a/text"]], source.Files);
        Assert.Equal([_folder["a/dangling"], _folder["a/self"]], source.Skipped);
    }

    [Fact]
    public void Pipes_and_devices_of_folders_are_skipped_and_reported_but_not_empty_files()
    {
        if (OperatingSystem.IsWindows())
        {
            // It has none in folders.
            return;
        }

        string text = _folder.Write("text", "text"u8);
        File.CreateSymbolicLink(_folder["void"], _folder.Write("empty", ""u8));
        File.CreateSymbolicLink(_folder["device"], "/dev/null");
        using (Process make = Process.Start("mkfifo", [_folder["pipe"]]))
        {
            make.WaitForExit();
        }

        using var source = new TextSource([_folder.Path]);

        Assert.Equal([text], source.Files);
        Assert.Equal([_folder["device"], _folder["pipe"]], source.Skipped);
    }

    [Fact]
    public void What_cannot_be_read_is_named_in_one_line()
    {
        Directory.CreateDirectory(_folder["empty"]);
        _folder.Write("binaries/one", [0]);
        Directory.CreateDirectory(_folder["specials"]);
        File.CreateSymbolicLink(_folder["specials/one"], "nothing");
        string missing = _folder["missing"];

        Assert.Equal(
            $"'{missing}' does not exist; expected a file, a folder or '-' for standard input.", Mistake(missing));
        Assert.Equal($"'{_folder["empty"]}' has no text files in it; expected a folder with text.", Mistake(_folder["empty"]));
        Assert.Equal(
            $"'{_folder["binaries"]}' has no text files in it, only 1 binary; expected a folder with text.", Mistake(_folder["binaries"]));
        Assert.Equal(
            $"'{_folder["specials"]}' has no text files in it, only 1 special; expected a folder with text.", Mistake(_folder["specials"]));
        Assert.Equal("'-' was given twice; standard input can be read once.", Mistake("-", "-"));
        Assert.Equal("No text to read; expected files, folders or '-' for standard input.", Mistake());
    }

    [Fact]
    public void A_protected_file_or_folder_is_refused_where_the_system_protects_it()
    {
        if (OperatingSystem.IsWindows())
        {
            // It has no modes of this kind.
            return;
        }

        string file = _folder.Write("closed/file", "text"u8);
        File.SetUnixFileMode(file, UnixFileMode.None);
        try
        {
            // Nothing is closed to root, and then there is nothing to refuse.
            if (Environment.IsPrivilegedProcess)
            {
                using var source = new TextSource([file]);
                Assert.Equal([file], source.Files);
            }
            else
            {
                Assert.Equal($"Cannot read '{file}': permission denied.", Mistake(file));
                File.SetUnixFileMode(_folder["closed"], UnixFileMode.None);
                Assert.Equal($"Cannot read the folder '{_folder["closed"]}': permission denied.", Mistake(_folder["closed"]));
            }
        }
        finally
        {
            File.SetUnixFileMode(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void The_report_is_short_and_written_once()
    {
        var report = new TextSourceReport();
        for (int i = 0; i < 7; i++)
        {
            report.AddSkipped($"{i}.png");
            report.AddInvalid($"{i}.txt", i + 1, 1);
        }

        report.AddSpecial("pipe");

        using var writer = new StringWriter { NewLine = "\n" };
        report.WriteTo(writer, CultureInfo.InvariantCulture);
        report.WriteTo(writer, CultureInfo.InvariantCulture);

        Assert.Equal(
            """
            skipped 7 binary files: 0.png, 1.png, 2.png, 3.png, 4.png and 2 more
            skipped 1 special file: pipe
            0.txt: 1 byte is not UTF-8, read as 1 x U+FFFD
            1.txt: 2 bytes are not UTF-8, read as 1 x U+FFFD
            2.txt: 3 bytes are not UTF-8, read as 1 x U+FFFD
            3.txt: 4 bytes are not UTF-8, read as 1 x U+FFFD
            4.txt: 5 bytes are not UTF-8, read as 1 x U+FFFD
            2 more files with 13 bytes that are not UTF-8

            """,
            writer.ToString());
    }

    [Fact]
    public void The_folder_above_is_found_from_the_executable()
        => Assert.True(File.Exists(Path.Combine(TextSource.FolderAbove("TopoGen.sln"), "Directory.Build.props")));

    private static string Mistake(params string[] paths)
        => Assert.Throws<TopologyInputException>(() => new TextSource(paths)).Message;
}
