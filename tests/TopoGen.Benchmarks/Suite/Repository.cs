namespace TopoGen.Benchmarks;

/// <summary>The clone that this assembly was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>An assembly that the build of this project has made too, in the same configuration.</summary>
    /// <param name="project">Its folder, from the root.</param>
    public static string Assembly(string project)
    {
        string output = Path.GetRelativePath(
            Path.Combine(Root, "tests", "TopoGen.Benchmarks"), Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Root, project, output, Path.GetFileName(project) + ".dll");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TopoGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a clone of the repository.");
    }
}
