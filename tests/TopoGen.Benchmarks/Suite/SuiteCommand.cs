namespace TopoGen.Benchmarks;

/// <summary>
/// <c>suite</c>: runs all subjects as processes of their own, turn by turn (A B A B), and compares the medians with the goals.
/// </summary>
internal static class SuiteCommand
{
    /// <returns>0, whether or not goals are met: they are facts to report, not tests; 2 for a mistake on the command line.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        SuiteOptions options;
        try
        {
            options = SuiteOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        Console.WriteLine(Machine.Current);
        using var files = new WordCountFiles(options);
        var report = new SuiteReport(options);
        foreach (GoalGroup group in GoalCatalog.All(options, files).Where(g => g.Name.Contains(options.Filter)))
        {
            report.Add(group, await RunAsync(group, options.Rounds));
        }

        files.Verify();
        Console.WriteLine();
        Console.WriteLine(report.ToMarkdown());
        foreach (string file in report.Save(Path.Combine(Repository.Root, "artifacts", "benchmarks")))
        {
            Console.WriteLine(file);
        }

        return 0;
    }

    private static async Task<IReadOnlyList<Round>> RunAsync(GoalGroup group, int count)
    {
        var rounds = new List<Round>();
        for (int round = 1; round <= count; round++)
        {
            var figures = new Dictionary<string, Figures>();
            foreach (Subject subject in group.Subjects)
            {
                Figures found = figures[subject.Name] = await SubjectProcess.RunAsync(subject);
                string text = string.Join(", ", found.Select(static figure => $"{figure.Key} {figure.Value:0.###}"));
                Console.WriteLine($"{round}/{count} {subject.Name}: {text}");
            }

            rounds.Add(figures);
        }

        return rounds;
    }
}
