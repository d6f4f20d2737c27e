namespace TopoGen.Hosting.Supervision;

/// <summary>The command that starts this executable again.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its first arguments.</param>
internal sealed record ChildCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>Of this process, whether it is an executable of its own or one that the host <c>dotnet</c> runs.</summary>
    public static ChildCommand OfThisProcess()
        => Of(Environment.ProcessPath ?? throw new InvalidOperationException("The system does not say which program this is."), Environment.GetCommandLineArgs()[0]);

    /// <param name="program">The program that runs.</param>
    /// <param name="entry">The path of the assembly that it runs.</param>
    public static ChildCommand Of(string program, string entry)
        => Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new ChildCommand(program, [Path.GetFullPath(entry)])
            : new ChildCommand(program, []);
}
