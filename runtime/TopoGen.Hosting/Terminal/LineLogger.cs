using Microsoft.Extensions.Logging;

namespace TopoGen.Hosting.Terminal;

/// <summary>Writes <c>warning: TopoGen.word-count: message</c>. Levels are filtered by the logging configuration.</summary>
internal sealed class LineLogger(HostConsole console, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string level = logLevel switch
        {
            LogLevel.Critical => "critical",
            LogLevel.Error => "error",
            LogLevel.Warning => "warning",
            LogLevel.Information => "info",
            _ => logLevel.ToString().ToLowerInvariant(),
        };
        console.Error.WriteLine($"{level}: {category}: {OneLine.Of(formatter(state, exception))}{OneLine.Of(exception)}");
    }
}
