using System.Text;

namespace TopoGen.Hosting.Terminal;

/// <summary>The executable's view of its console; tests give it another.</summary>
internal class HostConsole
{
    private Stream? _output;

    public static HostConsole System { get; } = new();

    public virtual TextWriter Out => Console.Out;

    public virtual TextWriter Error => Console.Error;

    public virtual bool IsOutputRedirected => Console.IsOutputRedirected;

    public virtual bool IsErrorRedirected => Console.IsErrorRedirected;

    /// <summary>The columns of the terminal.</summary>
    public virtual int Width => Measure(() => Console.WindowWidth, 80);

    /// <summary>The lines of the terminal.</summary>
    public virtual int Height => Measure(() => Console.WindowHeight, 24);

    /// <summary>Where <c>appsettings.json</c> is looked for, the weakest first.</summary>
    public virtual IReadOnlyList<string> SettingsFolders => [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];

    public virtual string Executable => Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);

    /// <summary>Whether standard error is a terminal whose lines can be drawn anew.</summary>
    public bool IsLive => !IsErrorRedirected && Variable("TERM") is not ("dumb" or "");

    /// <summary>See no-color.org.</summary>
    public bool HasColors => IsLive && string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>Standard input, read as bytes.</summary>
    public virtual Stream OpenInput() => Console.OpenStandardInput();

    /// <summary>
    /// Writes somebody else's output to standard output: as it is, or above a live region where both are on one terminal. One
    /// call at a time.
    /// </summary>
    /// <exception cref="IOException">It is full or closed.</exception>
    public virtual void WriteOutput(ReadOnlySpan<byte> bytes)
    {
        if (IsOutputRedirected)
        {
            _output ??= Console.OpenStandardOutput();
            _output.Write(bytes);
            _output.Flush();
        }
        else
        {
            Out.Write(Encoding.UTF8.GetString(bytes));
        }
    }

    /// <summary>Writes a line to standard error, if anybody can read it: a terminal may be closed while its processes live on.</summary>
    public void Say(string line)
    {
        try
        {
            Error.WriteLine(line);
        }
        catch (IOException)
        {
            // There is nowhere left to say so.
        }
    }

    public virtual void SetOut(TextWriter writer) => Console.SetOut(writer);

    public virtual void SetError(TextWriter writer) => Console.SetError(writer);

    /// <summary>An environment variable, or null.</summary>
    public virtual string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    private static int Measure(Func<int> measure, int otherwise)
    {
        try
        {
            return measure() is > 0 and var size ? size : otherwise;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return otherwise;
        }
    }
}
