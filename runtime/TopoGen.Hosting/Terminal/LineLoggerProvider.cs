using Microsoft.Extensions.Logging;

namespace TopoGen.Hosting.Terminal;

/// <summary>Logs to standard error, one line an entry: standard output belongs to the topology's result.</summary>
internal sealed class LineLoggerProvider(HostConsole console) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(console, categoryName);

    public void Dispose()
    {
    }
}
