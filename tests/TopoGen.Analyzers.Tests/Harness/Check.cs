using System.Globalization;
using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests;

/// <summary>Asserts what the build says about programs.</summary>
internal static class Check
{
    /// <summary>
    /// Exactly the marked diagnostics come, at exactly their places: nothing else of a rule, and no other warning of the compiler either.
    /// </summary>
    /// <param name="marked">A program.</param>
    /// <param name="messages">The messages of the diagnostics in the order of their marks; none: they are not looked at.</param>
    public static Task Marked(string marked, params string[] messages) => Files([marked], messages);

    /// <inheritdoc cref="Marked"/>
    public static async Task Files(string[] marked, params string[] messages)
    {
        Markup[] files = [.. marked.Select(Markup.Parse)];
        AnalyzerRun run = await AnalyzerRun.Of([.. files.Select(static file => file.Text)]);
        List<Diagnostic> found = [.. run.InEditor];
        var problems = new List<string>();
        int marks = 0;
        for (int i = 0; i < files.Length; i++)
        {
            foreach (Mark mark in files[i].Marks)
            {
                Diagnostic? match = found.FirstOrDefault(
                    diagnostic => diagnostic.Id == mark.Id && diagnostic.Location.SourceSpan == mark.Span && PathOf(diagnostic) == TestCompilation.PathOf(i));
                if (match is null)
                {
                    problems.Add($"missing: {mark.Id} at '{files[i].Text.Substring(mark.Span.Start, mark.Span.Length)}' ({mark.Span})");
                    continue;
                }

                found.Remove(match);
                if (messages.Length > marks && match.GetMessage(CultureInfo.InvariantCulture) is var message && message != messages[marks])
                {
                    problems.Add($"expected: {messages[marks]}\n     got: {message}");
                }

                marks++;
            }
        }

        problems.AddRange(found.Select(static diagnostic => $"unexpected: {Describe(diagnostic)}"));
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.True(messages.Length <= marks, "There are more messages than marks.");
    }

    /// <summary>Nothing comes: no rule, no error, no warning.</summary>
    public static Task Silent(params string[] sources) => Files(sources);

    public static string PathOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path;

    public static string Describe(Diagnostic diagnostic)
    {
        string? text = diagnostic.Location.SourceTree?.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
        return $"{diagnostic}{(text is null ? "" : $" at '{text}'")}";
    }
}
