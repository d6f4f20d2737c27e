using Microsoft.Extensions.Logging;

namespace TopoGen.Testing;

/// <summary>Writes what a process logs into the trace.</summary>
internal sealed class TraceLog(SimulatedProcess process) : ILoggerFactory, ILogger
{
    /// <summary>Sees what is logged.</summary>
    public Action<EventId>? Written { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Written?.Invoke(eventId);
        string reason = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        process.Simulator.Note(process.Name, $"{logLevel}: {formatter(state, exception)}{reason}");
    }
}
