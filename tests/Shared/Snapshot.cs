using System.Runtime.CompilerServices;

namespace TopoGen.Tests;

/// <summary>
/// Compares text with a recorded file of the test project's folder Snapshots, by Verify's convention: what is expected stands in
/// <c>Class.name.verified.txt</c>, what came instead is left in <c>Class.name.received.txt</c>.
/// </summary>
internal static class Snapshot
{
    /// <summary>Set to 1, the received text becomes the verified one.</summary>
    private const string AcceptVariable = "TOPOGEN_ACCEPT_SNAPSHOTS";

    /// <param name="text">What came.</param>
    /// <param name="name">What it is called among the test class's snapshots; by default the test's name.</param>
    /// <param name="file">Names the test class.</param>
    public static void Matches(string text, [CallerMemberName] string name = "", [CallerFilePath] string file = "")
    {
        string stem = Path.Combine(Folder(), $"{Path.GetFileNameWithoutExtension(file)}.{name}");
        string verified = stem + ".verified.txt";
        string received = stem + ".received.txt";
        string? expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"""
            {(expected is null ? "There is no snapshot yet" : $"The snapshot differs from line {FirstDifference(expected, text)} on")}.
            To see it:    diff '{verified}' '{received}'
            To accept it: mv '{received}' '{verified}'   (all at once: {AcceptVariable}=1 dotnet test)
            """);
    }

    /// <summary>Found from the test's own place: a deterministic build does not know where its sources are.</summary>
    private static string Folder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TopoGen.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "tests", typeof(Snapshot).Assembly.GetName().Name!, "Snapshots");
    }

    private static int FirstDifference(string expected, string text)
    {
        string[] left = expected.Split('\n');
        string[] right = text.Split('\n');
        int line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return line + 1;
    }
}
