namespace TopoGen.Hosting.Terminal;

/// <summary>What commands show on standard output.</summary>
internal static class Output
{
    /// <summary>Tables that nobody watches need not fit a window.</summary>
    private const int RedirectedWidth = 240;

    public static int WidthOf(HostConsole console) => console.IsOutputRedirected ? RedirectedWidth : console.Width;

    /// <summary>Nothing but standard output can fail here, and that it is full or closed says all.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Show(HostConsole console, Action<TextWriter> write)
    {
        try
        {
            write(console.Out);
            console.Out.Flush();
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Say($"error: cannot write to standard output: {OneLine.Of(e.Message)}");
            return ExitCode.Failed;
        }
    }
}
