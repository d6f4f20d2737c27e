using System.Text.RegularExpressions;

namespace TopoGen.Analyzers.Tests;

/// <summary>The page of one rule, <c>analyzers/rules/TG0101.md</c>, as people read it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Text">The whole page.</param>
internal sealed partial record RulePage(string Id, string Text)
{
    /// <summary>Found from the test's own place: a deterministic build does not know where its sources are.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The page's first line.</summary>
    public string Heading => Text[..Text.IndexOf('\n', StringComparison.Ordinal)];

    public static IEnumerable<RulePage> All()
        => Directory.EnumerateFiles(Folder, "TG*.md")
            .Order(StringComparer.Ordinal)
            .Select(static path => new RulePage(
                Path.GetFileNameWithoutExtension(path), File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal)));

    /// <summary>Everything below a heading, up to the next one; null where there is none.</summary>
    public string? Section(string heading)
    {
        int start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start = Text.IndexOf('\n', start + 1) + 1;
        int end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return Text[start..(end < 0 ? Text.Length : end)];
    }

    /// <summary>The programs of a section. What stands behind <c>csharp</c> are the errors of the compiler that come along.</summary>
    public IEnumerable<(string Code, string[] Errors)> Programs(string heading)
        => Block().Matches(Section(heading) ?? "")
            .Select(static match => (match.Groups["code"].Value, match.Groups["errors"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The contract file of a section's programs, a block of <c>text</c>; null where they have none.</summary>
    public string? Contract(string heading)
        => Section(heading) is { } section && TextBlock().Match(section) is { Success: true } match ? match.Groups["text"].Value : null;

    [GeneratedRegex(@"^```text\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TextBlock();

    [GeneratedRegex(@"^```csharp(?<errors>[^\n]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    private static string FindFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TopoGen.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "analyzers", "rules");
    }
}
